"""Kinds of logs: a table of formats, a module each."""
