# Three exceptions in a row, with cause and context mixed.
class StorageError(Exception):
    pass


def read():
    raise OSError(5, "Input/output error", "data.bin")


def load():
    try:
        read()
    except OSError as e:
        raise StorageError("cannot load") from e


def main():
    try:
        load()
    except StorageError as e:
        print("logging", e)
        undefined_logger.error(e)


main()
