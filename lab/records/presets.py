"""The experiments that come with the app, named after what people do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from lab.assets import resource
from lab.spec import N_, Experiment

from .experiment_file import read_experiment_file

NAMES = (
    "default",
    "download-files",
    "scrape-pages",
    "query-database",
    "query-postgresql",
    "filter-images",
    "analyse-data",
    "serve-many-clients",
    "call-api",
)
"""The files in ``resources/experiments/``, in the order they are offered."""

WORDS = (
    N_("Mixed work"),
    N_("Four threads compute and wait: the waits overlap, the computing takes turns at one GIL."),
    N_("Download files"),
    N_(
        "Nearly all of the time is waiting: add threads or coroutines and watch "
        "throughput rise with them."
    ),
    N_("Scrape pages"),
    N_(
        "Fifty pages are waited for at once, but one thread reads them: watch the latency"
        " as pages get larger, then take processes."
    ),
    N_("Query a database"),
    N_(
        "Raise the share of writes: there is one writer at a time, so more threads soon "
        "only wait longer."
    ),
    N_("Query PostgreSQL"),
    N_(
        "The server waits and works elsewhere: add threads until its cores, not the GIL, "
        "are what they wait for."
    ),
    N_("Filter images"),
    N_(
        "Pillow lets go of the GIL while it blurs, so threads use every core; then take "
        "the filter in Python and watch them queue."
    ),
    N_("Analyse data"),
    N_(
        "Switch from processes to threads while it runs: pure Python needs a GIL each to "
        "use more than one core. Then try NumPy."
    ),
    N_("Serve many clients"),
    N_(
        "Two hundred clients share one thread: watch p99 jump as soon as the computing "
        "task gets longer."
    ),
    N_("Call a rate-limited API"),
    N_(
        "Eight threads could ask four times as often as the API answers: more of them "
        "only wait longer. Raise the limit and watch."
    ),
)
"""The files' titles and notes once more, where the catalogue's extractor finds them."""


@dataclass(frozen=True)
class Preset:
    """An experiment to start from; ``title`` and ``note`` are English, marked for translation."""

    name: str
    title: str
    note: str
    experiment: Experiment


@cache
def presets() -> tuple[Preset, ...]:
    """All experiments that come with the app; the first one is the default."""
    return tuple(_preset(name) for name in NAMES)


def default_experiment() -> Experiment:
    """What runs when nothing is chosen."""
    return presets()[0].experiment


def _preset(name: str) -> Preset:
    file = read_experiment_file(resource("experiments", f"{name}.toml"))
    return Preset(name, file.experiment.title, file.note, file.experiment)
