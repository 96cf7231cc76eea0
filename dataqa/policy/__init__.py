"""Rules: what is a problem, how bad, why, and what to do about it."""
