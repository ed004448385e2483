"""What the words of one entry ask of a packet: addresses, ports, messages, object groups, options."""
