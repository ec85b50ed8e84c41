"""Charts of a finished run on paper: drawn from its data, never grabbed from the screen."""

from .chart import PANELS, write_chart, write_panel
from .sheet import FORMATS, check_format

__all__ = ["FORMATS", "PANELS", "check_format", "write_chart", "write_panel"]
