"""Starvation and back-pressure: a queue with a bound and one without, fed faster than emptied."""
