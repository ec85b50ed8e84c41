"""Exit codes: a script can tell what was wrong without reading a message."""

FINE = 0
BAD_INPUT = 2
FAILED = 3
INTERRUPTED = 130
