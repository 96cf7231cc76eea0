"""Audit a dataset before a model is trained on it."""

__version__ = "0.1.0"
