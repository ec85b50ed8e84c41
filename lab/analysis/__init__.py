"""From figures to statements: pure functions on arrays, nothing of how they were measured."""
