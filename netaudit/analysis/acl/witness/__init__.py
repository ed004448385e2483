"""Packets that get past the entries before one: what the lint looks for, and what stands in the way."""
