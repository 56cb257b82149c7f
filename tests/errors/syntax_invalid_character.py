# A character that can't stand in a program.
x = 5 – 3
