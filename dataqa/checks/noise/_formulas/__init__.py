"""Formulas between columns: which hold, how exactly, and the cells that break them."""
