"""The Verdicts page: every claim of the course text, measured on this machine."""
