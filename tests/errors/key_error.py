# An uncaught KeyError with a nested subscript.
config = {"server": {"host": "localhost"}}


def get(section, key):
    return config[section][key]


print(get("server", "host"))
print(get("server", "port"))
