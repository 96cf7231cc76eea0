"""Checks of a shop's tables, for dataqa."""
