"""Guided lessons: read a little, predict, run, compare, think. Files that a teacher can write."""
