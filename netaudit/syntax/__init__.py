"""Text to a tree of lines."""
