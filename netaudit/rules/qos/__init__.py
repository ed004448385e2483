"""Rules on voice priority that need no walk through the queues."""
