"""The claims of what learners read, each an experiment with a figure, a rule and a verdict."""
