"""What is kept of runs and studies: files to start from, CSV, JSON, Parquet, charts on paper.

Everything that comes from outside is checked here; everything written is written whole or not at
all. Names are imported when they are first used: the charts need matplotlib and the files need
pydantic, and a window should show before either is loaded.
"""

from __future__ import annotations

import logging
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .csv_file import write_csv
    from .experiment_file import load_experiment, save_experiment
    from .json_file import result_from, result_object, write_json
    from .paper.chart import write_chart, write_panel
    from .parquet import write_parquet
    from .presets import Preset, default_experiment
    from .reopen import load_any
    from .sample_studies import SampleStudy, default_study
    from .study_csv import write_study_csv
    from .study_file import load_study, save_study
    from .study_json import study_from, study_object, write_study_json

__all__ = [
    "Preset",
    "SampleStudy",
    "default_experiment",
    "default_study",
    "load_any",
    "load_experiment",
    "load_study",
    "result_from",
    "result_object",
    "save_experiment",
    "save_study",
    "study_from",
    "study_object",
    "write_chart",
    "write_csv",
    "write_json",
    "write_panel",
    "write_parquet",
    "write_study_csv",
    "write_study_json",
]

# Before matplotlib is imported. Where it cannot keep its list of fonts it finds them anew: nobody
# who wants a chart has to know.
logging.getLogger("matplotlib").addFilter(lambda record: record.levelno > logging.WARNING)

# `presets()` and `sample_studies()` are in the modules of their names only: here they are modules.
_HOME = {
    "Preset": "presets",
    "SampleStudy": "sample_studies",
    "default_experiment": "presets",
    "default_study": "sample_studies",
    "load_any": "reopen",
    "load_experiment": "experiment_file",
    "load_study": "study_file",
    "result_from": "json_file",
    "result_object": "json_file",
    "save_experiment": "experiment_file",
    "save_study": "study_file",
    "study_from": "study_json",
    "study_object": "study_json",
    "write_chart": "paper.chart",
    "write_csv": "csv_file",
    "write_json": "json_file",
    "write_panel": "paper.chart",
    "write_parquet": "parquet",
    "write_study_csv": "study_csv",
    "write_study_json": "study_json",
}


def __getattr__(name: str) -> object:
    if name in _HOME:
        return getattr(import_module(f".{_HOME[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
