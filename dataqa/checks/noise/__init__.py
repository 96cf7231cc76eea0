"""Checks of the dimension: noise."""
