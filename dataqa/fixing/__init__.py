"""Issues become edits of a copy of the data, each one logged."""

ALLOWED_REMOVAL = 0.05
"""The share of rows that fixes may remove, where nothing else is said."""
