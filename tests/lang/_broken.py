before = 1
raise ValueError("module fails half-way")
