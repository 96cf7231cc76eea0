"""Checks of the dimension: leakage."""
