"""Checks of the dimension: bias."""
