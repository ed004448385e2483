"""Which packets get from one place to another: the filters on the way, in the order they are met."""
