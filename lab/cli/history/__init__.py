"""``hebra history``: what was measured before, on the command line. ``app`` is to be added."""

from .commands import app

__all__ = ["app"]
