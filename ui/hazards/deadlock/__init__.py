"""The Deadlock hazard: who waits for whom, drawn live; where each is stuck; and what mends it."""
