"""What personal data looks like: numbers that states and banks give, phones, what a text announces."""
