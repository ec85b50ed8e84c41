"""Live charts, drawn so that they hardly disturb the machine they measure.

What moves is kept in a ring image (:mod:`ui.charts.ring`): each frame paints only the columns that
have just come into view and copies the rest. Frames are driven from outside, by ``append``; a chart
has no timer, and one that is not on show only stores what it is given.
"""
