"""What may pass between voice, data and servers, and what passes beyond that."""
