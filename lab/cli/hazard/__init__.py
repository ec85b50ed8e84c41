"""``hebra hazard``: what goes wrong with concurrency, on the command line."""

from .commands import build

__all__ = ["build"]
