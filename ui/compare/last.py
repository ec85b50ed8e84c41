"""What was set up last comes back: kept as a comparison file in the configuration folder."""

from __future__ import annotations

import dataclasses
import logging
import os
from pathlib import Path

from lab.errors import HebraError, InputError
from lab.places import config_folder
from lab.records.presets import presets

from .draft import check
from .sets import set_named
from .setup import BREAK_EVEN, COMPARISON, Setup, setup_of

FILE = "last-comparison.toml"
_log = logging.getLogger(__name__)


def default_setup(cores: int) -> Setup:
    """What is compared before a person chooses: the default work under the usual approaches."""
    work = presets()[0].experiment
    return Setup(mix=work.mix, title=work.title, candidates=set_named("usual").make(cores, 16))


def first_setup(cores: int) -> tuple[Setup, HebraError | None]:
    """What was there last, or the default; and what was wrong with what was there last."""
    from lab.records.study_file import load_study

    setup, path = default_setup(cores), _path()
    if not os.path.exists(path):  # noqa: PTH110 - a folder that may not be looked into is no error
        return setup, None
    try:
        last = setup_of(load_study(path), setup)
        check(last)
    except HebraError as error:
        return setup, error
    return dataclasses.replace(last, python=None), None


def remember(setup: Setup) -> None:
    """Keep ``setup`` for the next time; a break-even is kept as the comparison beside it."""
    from lab.records.study_file import save_study

    if setup.mode == BREAK_EVEN:
        setup = dataclasses.replace(setup, mode=COMPARISON)
    try:
        check(setup)
        path = _path()
        path.parent.mkdir(parents=True, exist_ok=True)
        save_study(path, dataclasses.replace(setup.study, python=None))
    except InputError:
        return  # what cannot be carried out need not come back
    except (OSError, HebraError) as error:
        _log.warning("the last comparison cannot be kept: %s", error)


def _path() -> Path:
    return config_folder() / FILE
