# Wide characters take two columns.
data = {"漢字": 1}
result = data["漢字"] + len("日本語") / (data["漢字"] - 1)
