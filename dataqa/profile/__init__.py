"""Statistics over all rows, gathered in one pass and mergeable."""
