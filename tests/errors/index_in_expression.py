# The caret marks the subscript that failed within a long expression.
rows = [[1, 2], [3]]
total = rows[0][0] + rows[0][1] + rows[1][1] * len(rows[0])
