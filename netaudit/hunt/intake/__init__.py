"""Bytes of logs: found, opened, decompressed, cut at line ends."""
