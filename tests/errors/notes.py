# Notes stand below the message.
try:
    int("abc")
except ValueError as e:
    e.add_note("while reading the settings")
    e.add_note("  second note\n  in two lines")
    raise
