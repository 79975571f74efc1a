"""Agreement: coefficients over values."""
