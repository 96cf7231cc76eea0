"""Checks of the dimension: privacy."""
