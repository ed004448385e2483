"""What the chassis Catalysts (4500, 6500, 6800) share beside ``mls`` and ``mqc``."""
