"""Sigma rules: parsed by pySigma, kept as signatures, judged here."""
