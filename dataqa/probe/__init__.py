"""Quick models on a bounded sample, shared by every check that needs one."""
