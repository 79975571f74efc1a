"""Boilerplate: which blocks of a capture are the article, each with its reason."""
