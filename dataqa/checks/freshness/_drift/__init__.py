"""What a change over time is measured on: windows, eras, and the stretches of rows between them."""
