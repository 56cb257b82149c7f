value = "a"
import _cycle_b


def get_b():
    return _cycle_b.value, _cycle_b.seen
