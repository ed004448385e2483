"""How many calls the links of a device carry, and how long their packets wait."""
