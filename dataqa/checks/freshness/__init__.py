"""Checks of the dimension: freshness."""
