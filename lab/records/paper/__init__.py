"""Charts of a finished run on paper: drawn from its data, never grabbed from the screen."""

from .chart import FORMATS, PANELS, check_format, write_chart, write_panel

__all__ = ["FORMATS", "PANELS", "check_format", "write_chart", "write_panel"]
