import _cycle_a

value = "b"
seen = hasattr(_cycle_a, "value"), hasattr(_cycle_a, "get_b")
