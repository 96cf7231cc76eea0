"""The six kinds of work, on what installed packages ship: what is planted in which base."""
