# A module that isn't there.
def load():
    import no_such_module_here


load()
