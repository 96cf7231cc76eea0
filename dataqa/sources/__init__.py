"""Rows in: frames, Arrow streams and files become a Table."""
