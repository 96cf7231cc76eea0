"""Rows in: frames, Arrow streams and files become a Table."""

from dataqa.sources.load import load
from dataqa.sources.table import ColumnSource, Table

__all__ = ["ColumnSource", "Table", "load"]
