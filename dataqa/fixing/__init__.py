"""Issues become edits of a copy of the data, each one logged."""
