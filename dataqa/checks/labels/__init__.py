"""Checks of the dimension: labels."""
