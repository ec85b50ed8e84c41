"""How everything looks: colours, type, icons, and the one place that applies them."""
