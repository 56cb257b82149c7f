# A keyword in place of a name.
class = 5
