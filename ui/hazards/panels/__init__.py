"""What views of hazards are put together from: a panel for each program, figures, columns."""
