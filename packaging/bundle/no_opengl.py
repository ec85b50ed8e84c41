"""Stands for PySide6.QtOpenGL in the bundle, which is 9 MB that nobody uses.

pyqtgraph imports the module wherever it could draw with OpenGL, and uses it where that was asked
for; Hebra never asks.
"""
