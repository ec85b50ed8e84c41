"""Finished and interrupted runs, comparisons and sweeps, kept in a database."""
