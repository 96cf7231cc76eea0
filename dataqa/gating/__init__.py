"""The gate: a dataset held against its baseline."""
