"""Item models: filled with rows, never queried while painting."""
