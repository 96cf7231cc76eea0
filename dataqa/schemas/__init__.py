"""Schemas that a user hands in: read, given a frame of their kind, and held to all rows."""
