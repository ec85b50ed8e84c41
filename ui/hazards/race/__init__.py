"""The race: a counter that several count up, from chance to a schedule of one's own choice."""
