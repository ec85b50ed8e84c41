"""What a study found, to be looked at: bars, curves, heat map, table, recommendation, guesses.

Everything here reads a digest (:mod:`lab.advice.digest`), so no two of them can contradict each
other. Nothing is measured while they are looked at, so they are ordinary pyqtgraph plots with zoom,
pan and hover; those modules (``plot`` and what is built on it) are imported after the first paint.
"""
