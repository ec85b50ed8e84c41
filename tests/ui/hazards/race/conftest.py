"""A window that is on the screen, in English and light, for parts of the race."""

from tests.ui.controls.conftest import _plain, stage

__all__ = ["_plain", "stage"]
