"""What rows unlike all others may be: another language, another kind of thing, a cluster of their own."""
