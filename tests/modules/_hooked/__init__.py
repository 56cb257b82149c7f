print("running", __name__, __spec__.name, __spec__.parent, __package__, len(__path__))
