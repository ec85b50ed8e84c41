"""The Bench page: one experiment, live."""
