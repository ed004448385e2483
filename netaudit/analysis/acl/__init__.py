"""What access lists mean: which packets an entry matches, which one decides, and what gets through."""
