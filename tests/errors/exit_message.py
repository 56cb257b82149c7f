# sys.exit with text prints it to stderr, status 1.
import sys

sys.exit("something went wrong")
