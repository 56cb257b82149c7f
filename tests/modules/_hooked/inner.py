print("running", __name__, __spec__.parent, __loader__ is __spec__.loader)
