"""From default, file and flags to one experiment: what comes later wins.

The three are merged as documents and checked once, by the same models as a file, so a flag is
refused with the same words as a key of a file.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

from lab.errors import InputError
from lab.records.complaint import Key, did_you_mean, file_key
from lab.records.document import document_of, experiment_from
from lab.records.experiment_file import load_experiment
from lab.records.presets import default_experiment, presets
from lab.session.interpreter import own_python
from lab.spec import Experiment

from .flags import RUN
from .task_flag import read_change, read_task


@dataclass(frozen=True)
class Request:
    """What was asked for on the command line; None and empty where nothing was."""

    file: Path | None = None
    preset: str | None = None
    approach: str | None = None
    tasks_of_mix: Sequence[str] = ()
    seconds: float | None = None
    tasks: float | None = None
    changes: Sequence[str] = ()
    python: str | None = None
    declared: Mapping[str, Any] = field(default_factory=dict)


def experiment_of(request: Request) -> Experiment:
    """The experiment asked for; InputError names flag or file, key, value and span."""
    base = _base(request)
    document = document_of(base)
    if "load" not in document:
        # A terminal is waited at: what runs until it is stopped runs for the default time here.
        document["load"] = document_of(default_experiment())["load"]
    flags: dict[Key, str] = {}
    if request.approach is not None:
        document["approach"] = request.approach
        flags["approach",] = "--approach"
    flags |= RUN.put(request.declared, document)
    _load(request, document, flags)
    if request.tasks_of_mix:
        document["task"] = [read_task(text) for text in request.tasks_of_mix]
        # The file's title speaks of the file's work.
        document.pop("title", None)
    if request.changes:
        document["change"] = [read_change(text) for text in request.changes]
    if request.python is not None:
        document["python"] = interpreter(request.python)
        flags["python",] = "--python"
    where = str(request.file) if request.file else ""

    def name(key: Key) -> str:
        if key[:1] == ("task",) and request.tasks_of_mix:
            return flag_of("--task", request.tasks_of_mix, key)
        if key[:1] == ("change",) and request.changes:
            return flag_of("--at", request.changes, key)
        return flags.get(key) or file_key(key)

    return experiment_from(document, where, name)


def _base(request: Request) -> Experiment:
    if request.file is not None and request.preset is not None:
        what = "a run starts from a file or from a preset, not both"
        raise InputError(what, where="--preset", todo="Keep one of them.")
    if request.file is not None:
        experiment = load_experiment(request.file)
        if experiment.python is not None and request.python is None:
            check_familiar(experiment.python, request.file)
        return experiment
    return default_experiment() if request.preset is None else preset_named(request.preset)


def preset_named(name: str) -> Experiment:
    """One of the experiments that come with Hebra; InputError when there is none of this name."""
    found = {preset.name: preset.experiment for preset in presets()}
    if name not in found:
        todo = did_you_mean(name, found)
        raise InputError(f"{name!r} is no preset", where="--preset", todo=todo)
    return found[name]


def check_familiar(python: str, file: Path) -> None:
    """Refuse a program that only a file names: a file comes from anywhere."""
    if python not in (own_python(), shutil.which(PurePath(python).name)):
        raise InputError(
            f"{python!r} is not an interpreter on your path",
            where=f"{file}, python",
            todo=f"If you trust it, say so with --python {python}",
        )


def _load(request: Request, document: dict[str, Any], flags: dict[Key, str]) -> None:
    given_load = {"seconds": request.seconds, "tasks": request.tasks}
    chosen = {name: value for name, value in given_load.items() if value is not None}
    if chosen:
        # A time given on the command line replaces a file's number of tasks, and the other way.
        document["load"] = chosen
        flags |= {("load", name): f"--{name}" for name in chosen}


def interpreter(name: str) -> str:
    """The absolute path of an interpreter given by path or by name (``python3.13``)."""
    found = shutil.which(name)
    if found is None:
        what = f"{name!r} is no program that can be run"
        raise InputError(what, where="--python", todo="Give the path of a Python interpreter.")
    # Not resolved: a virtual environment's interpreter is a link, and is only itself by its name.
    return os.path.abspath(found)  # noqa: PTH100 - Path.absolute() keeps `..`


def flag_of(flag: str, texts: Sequence[str], key: Key) -> str:
    """The flag that said a key of a list of tables, and what of it: ``--task wait:ms=0, ms``."""
    index = key[1] if len(key) > 1 else None
    text = f" {texts[index]}" if isinstance(index, int) else ""
    return ", ".join([f"{flag}{text}", *map(str, key[2:])])
