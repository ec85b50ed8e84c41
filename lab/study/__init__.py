"""Comparisons and sweeps: candidates run in blocks, one after another, in random order."""
