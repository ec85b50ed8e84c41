"""What every page stands in: the window, the loop, the bridge from runs to widgets, settings."""
