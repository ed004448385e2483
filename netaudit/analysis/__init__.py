"""Behaviour computed from the model."""
