"""Experiments that end in a statement: what is run, what comes of it, and the rule for a verdict."""
