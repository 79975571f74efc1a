"""Duplicates: which articles share passages."""
