NAME = "helper name"
attached = []


def attach(thing):
    attached.append(thing)
