"""Access lists in themselves: entries that never decide, and entries that say what nobody meant."""
