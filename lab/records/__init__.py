"""What is kept of runs: experiment files, finished runs as CSV and JSON, charts on paper.

Everything that comes from outside is checked here; everything written is written whole or not at
all. ``write_chart`` and ``write_panel`` are in :mod:`lab.records.paper`, which imports matplotlib.
"""

from .csv_file import write_csv
from .experiment_file import load_experiment, save_experiment
from .json_file import write_json
from .presets import Preset, default_experiment, presets

__all__ = [
    "Preset",
    "default_experiment",
    "load_experiment",
    "presets",
    "save_experiment",
    "write_csv",
    "write_json",
]
