"""The Lessons page: read a little, predict, run, compare, think."""
