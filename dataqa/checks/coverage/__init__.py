"""Checks of the dimension: coverage."""
