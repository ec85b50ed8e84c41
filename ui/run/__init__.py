"""What a run needs in the window, whatever page shows it: pace, tasks, details."""
