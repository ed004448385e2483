"""Lines that could concern a signature, found at the speed of memory."""
