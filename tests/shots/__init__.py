"""Pictures of every page and state of the window, for looking at and for the README."""
