def __getattr__(name):
    if name.startswith("__") or name == "forbidden":
        raise AttributeError(f"no {name} here")
    return f"made {name}"
