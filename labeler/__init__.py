"""What the program thinks: pure functions and use cases, no window and no SQL."""
