"""Checks of the dimension: relevance."""
