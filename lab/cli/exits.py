"""Exit codes: a script can tell what was wrong without reading a message."""

FINE = 0
BAD_INPUT = 2
FAILED = 3
NOT_AS_EXPECTED = 4
"""What ``--expect`` says does not hold with significance."""
INTERRUPTED = 130
