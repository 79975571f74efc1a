"""Widgets: values in through setters, news out through signals."""
