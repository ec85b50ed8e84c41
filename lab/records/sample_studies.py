"""The comparisons and sweeps that come with the app."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from lab.assets import resource
from lab.spec import N_, Study

from .study_file import read_study_file

NAMES = ("default", "more-threads")
"""The files in ``resources/studies/``, in the order they are offered."""

WORDS = (
    N_("Mixed work"),
    N_(
        "Computing and waiting in one mix: "
        "see which approach overlaps the waits, and which uses a second core."
    ),
    N_("More and more threads"),
    N_(
        "The waits overlap, the computing takes turns at one GIL: "
        "find the number of threads from which more do not help."
    ),
)
"""The files' titles and notes once more, where the catalogue's extractor finds them."""


@dataclass(frozen=True)
class SampleStudy:
    """A study to start from; ``title`` and ``note`` are English, marked for translation."""

    name: str
    title: str
    note: str
    study: Study


@cache
def sample_studies() -> tuple[SampleStudy, ...]:
    """All studies that come with the app; the first one is the default."""
    return tuple(_sample(name) for name in NAMES)


def default_study() -> Study:
    """What is compared when nothing is chosen."""
    return sample_studies()[0].study


def _sample(name: str) -> SampleStudy:
    file = read_study_file(resource("studies", f"{name}.toml"))
    return SampleStudy(name, file.study.title, file.note, file.study)
