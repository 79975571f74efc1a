"""Readers: one file format a module, from bytes to raw articles."""
