__all__ = ["shown", "also_shown"]
shown = 1
also_shown = 2
unlisted = 3
_hidden = 4
