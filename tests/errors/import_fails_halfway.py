# A module that raises while it is imported: its frame is shown, importlib's are not.
print("start")
import _raises
