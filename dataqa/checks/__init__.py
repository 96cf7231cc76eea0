"""Checks: one file each, in the folder of its dimension. They measure and never judge."""
