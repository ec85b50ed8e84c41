"""What a cost study found: dots and curves on logarithmic axes, and a table."""
