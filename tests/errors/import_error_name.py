# Importing a name that the module doesn't have.
from _half import missing_name
