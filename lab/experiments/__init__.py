"""Experiments that end in a statement: what is run, what comes of it, the rule for a verdict."""
