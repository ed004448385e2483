"""Judgements on a device: one module per rule, grouped by what they are about."""
