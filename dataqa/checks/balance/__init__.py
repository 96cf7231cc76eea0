"""Checks of the dimension: balance."""
