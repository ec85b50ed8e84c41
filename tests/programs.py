"""Loads the small programs in packaging/, which is no package: its name is a library's."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

FOLDER = Path(__file__).parent.parent / "packaging"


@cache
def program(name: str) -> ModuleType:
    """The program ``packaging/NAME.py`` as a module."""
    spec = importlib.util.spec_from_file_location(f"packaging_{name}", FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def program_in(folder: str, name: str) -> ModuleType:
    """The program ``packaging/FOLDER/NAME.py``, which imports its neighbours by name."""
    path = FOLDER / folder
    sys.path.insert(0, str(path))
    try:
        module = importlib.import_module(name)
    finally:
        sys.path.remove(str(path))
    assert module.__file__ == str(path / f"{name}.py"), f"{name} is the name of something else too"
    return module
