"""Checks of the dimension: duplicates."""
