"""The History page: what was measured, to be found, compared, and run again."""
