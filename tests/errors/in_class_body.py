# An error while a class body runs.
class Config:
    default = 10
    ratio = default / 0
    never = 1
