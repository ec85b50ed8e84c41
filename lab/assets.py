"""Find the files that come with the app, in the source tree and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

_INSIDE = Path(__file__).parent / "resources"
_ROOT = _INSIDE if _INSIDE.is_dir() else Path(__file__).parent.parent / "resources"


def resource(*parts: str) -> Path:
    """The path of a file or folder below ``resources/``."""
    return _ROOT.joinpath(*parts)
