"""Stands for PySide6.QtOpenGLWidgets in the bundle, as no_opengl.py for what it builds on."""

from PySide6.QtWidgets import QWidget


class QOpenGLWidget(QWidget):
    """What pyqtgraph derives a class from that is never made here."""
