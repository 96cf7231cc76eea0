"""Checks of the dimension: missing."""
