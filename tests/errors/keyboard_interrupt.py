# KeyboardInterrupt raised by the script: traceback and exit status.
def work():
    raise KeyboardInterrupt


try:
    work()
except Exception:
    print("not an Exception")
