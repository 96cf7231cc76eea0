"""Where work over all rows runs."""
