"""What Hebra runs on here: facts that whoever reads a complaint asks for first.

Names are marked texts, for the window; what is copied has them in English, so that anybody who gets
it can read it. Only named facts are told, never the whole environment.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib import metadata
from pathlib import Path

from PySide6 import __version__ as pyside
from PySide6.QtCore import QLocale, QSysInfo, qVersion
from PySide6.QtGui import QGuiApplication

from lab import __version__
from lab.assets import resource
from lab.places import config_folder, data_folder, state_folder
from lab.session.interpreter import bundled, own_python
from lab.session.machine import describe
from ui.shell.preferences import short_path
from ui.shell.settings import Settings
from ui.words import N_, language

LIBRARIES = ("numpy", "pyqtgraph", "matplotlib", "qasync", "psutil", "pydantic", "aiohttp")
"""Those whose version explains most; the licences list them all."""
ENGINE = N_("Engine")
Facts = Mapping[str, str]
"""By the marked name of each fact, in the order of reading."""


def versions(engine: str) -> Facts:
    """Hebra, its Pythons and its libraries; ``engine`` is what the engine's Python has said."""
    own = f"{platform.python_implementation()} {platform.python_version()}"
    return {
        N_("Hebra"): f"{__version__}, {_kind()}",
        N_("Python"): f"{own}, {short_path(Path(sys.executable))}",
        ENGINE: engine,
        N_("Qt"): f"{qVersion()}, PySide6 {pyside}",
        N_("Libraries"): ", ".join(filter(None, map(_version, LIBRARIES))),
    }


def machine() -> Facts:
    """System, processor, display."""
    facts = describe()
    cores = str(facts["cores"])
    if facts["affinity"] and len(str(facts["affinity"]).split(",")) != facts["cores"]:
        cores += f" (may use {facts['affinity']})"
    return {
        N_("System"): f"{_system()}, {QSysInfo.currentCpuArchitecture()}",
        N_("Processor"): str(facts["cpu"]),
        N_("Cores"): cores,
        N_("Display"): ", ".join(_display()),
        N_("Screens"): ", ".join(_screens()),
        N_("Locale"): f"{QLocale.system().name()}, window {language()}",
    }


def folders() -> Facts:
    """Where things are kept, and where to read on."""
    kept = {
        N_("Settings"): config_folder(),
        N_("History"): data_folder(),
        N_("Log"): state_folder(),
    }
    docs = resource().parent / "docs"
    read = [short_path(docs), "hebra --help"] if docs.is_dir() else ["hebra --help"]
    told = {name: short_path(path) for name, path in kept.items()}
    return {**told, N_("Documentation"): ", ".join(read)}


def as_text(*groups: Facts) -> str:
    """A line for each fact, by its name in English; a blank line between groups."""
    wide = max(len(name) for facts in groups for name in facts)
    return "\n\n".join(
        "\n".join(f"{name:<{wide}}  {value}" for name, value in facts.items()) for facts in groups
    )


def engine_path(remembered: Settings) -> str:
    """The Python that runs experiments."""
    return remembered.python or own_python()


def _kind() -> str:
    return "bundle" if bundled() else "installed as Python packages"


def _version(name: str) -> str:
    with suppress(metadata.PackageNotFoundError):
        return f"{name} {metadata.version(name)}"
    return ""


def _system() -> str:
    kernel = f"{platform.system()} {platform.release()}"
    with suppress(OSError, KeyError):
        return f"{platform.freedesktop_os_release()['PRETTY_NAME']}, {kernel}"
    return kernel


def _display() -> list[str]:
    told = [QGuiApplication.platformName()]
    for name in ("XDG_SESSION_TYPE", "XDG_CURRENT_DESKTOP"):
        told += [os.environ[name]] if os.environ.get(name) else []
    return told


def _screens() -> list[str]:
    return [
        f"{screen.size().width()}×{screen.size().height()} at {screen.devicePixelRatio():g},"
        f" {screen.logicalDotsPerInch():.0f} dpi"
        for screen in QGuiApplication.screens()
    ]
