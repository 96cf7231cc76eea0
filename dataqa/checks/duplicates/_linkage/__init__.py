"""Rows that describe one thing, though written with errors: linkage of records (Fellegi and Sunter 1969)."""
