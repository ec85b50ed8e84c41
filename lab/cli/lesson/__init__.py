"""The commands ``hebra lesson …``."""

from .commands import lesson_app

__all__ = ["lesson_app"]
