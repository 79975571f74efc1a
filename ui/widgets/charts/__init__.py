"""Painted charts of the review page: figures with their intervals, each opening its articles."""
