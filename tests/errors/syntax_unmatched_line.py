# A bracket closed by another kind, opened on an earlier line.
x = (1,
     2,
     3]
