"""The Hazards page: races, deadlocks and what else goes wrong, broken and mended."""
