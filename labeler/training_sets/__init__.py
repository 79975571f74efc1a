"""Training sets: the rows that models learn from, in the formats that libraries read."""
