"""Findings and facts in, text out: one module for each format."""
