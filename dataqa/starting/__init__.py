"""What ``dataqa init`` writes: the configuration, the baselines, and how a project looks at them before data goes in."""
