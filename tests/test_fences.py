"""The fences hold, and they catch what climbs over them: each violation is planted in a copy."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONTRACTS_LEAD_TO = [
    ("window-above-laboratory", "lab/spec/words.py", "import ui"),
    ("no-qt-below", "lab/records/planted.py", "import PySide6.QtCore"),
    ("no-qt-below", "lab/session/planted.py", "def late():\n    import qasync"),
    ("no-scipy", "lab/analysis/planted.py", "def late():\n    from scipy import stats"),
    ("bare-engine", "lab/runtime/planted.py", "import psutil"),
    ("bare-runtime", "lab/runtime/planted.py", "import numpy"),
    ("bare-engine", "lab/tasks/planted.py", "import lab.session"),
    ("bare-tasks", "lab/spec/planted.py", "import aiohttp"),
    ("levels", "lab/session/planted.py", "import lab.records"),
    ("levels", "lab/history/planted.py", "import lab.lessons"),
    ("engine-apart", "ui/planted.py", "import lab.runtime.board"),
    ("engine-apart", "lab/session/planted.py", "from lab.runtime import board"),
    ("acyclic", "ui/planted.py", "import ui.words\n"),
]


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    for package in ("lab", "ui"):
        shutil.copytree(
            root / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy(root / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder: Path, contract: str | None = None) -> subprocess.CompletedProcess[str]:
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    chosen = ["--contract", contract] if contract else []
    return subprocess.run(
        [sys.executable, "-c", code, "--no-cache", "--no-logo", *chosen],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_fences_hold(root: Path) -> None:
    answer = lint(root)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "0 broken" in answer.stdout


@pytest.mark.parametrize("contract, file, planted", CONTRACTS_LEAD_TO)
def test_a_planted_violation_is_caught(copy: Path, contract: str, file: str, planted: str) -> None:
    path = copy / file
    before = path.read_text() if path.exists() else ""
    path.write_text(f"{before}\n{planted}\n")
    if contract == "acyclic":  # it takes two
        words = copy / "ui" / "words.py"
        words.write_text(f"{words.read_text()}\nimport ui.planted\n")
    answer = lint(copy, contract)
    assert "1 broken" in answer.stdout, answer.stdout + answer.stderr
    assert answer.returncode != 0


# ── The engine's side in bare Pythons ────────────────────────────────────────────────────────
def works(python: str) -> str | None:
    """The version of an interpreter, or nothing when it is none."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        answer = subprocess.run(
            [python, "-I", "-S", "-c", code], capture_output=True, text=True, timeout=20, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.strip()


def bare_pythons() -> dict[str, str]:
    """Every CPython from 3.10 on that this machine has, one a version."""
    home = Path(pwd.getpwuid(os.getuid()).pw_dir)
    wanted = [f"3.{minor}" for minor in range(10, 17)]
    candidates = [sys.executable]
    candidates += [path for name in wanted if (path := shutil.which(f"python{name}"))]
    candidates += map(str, sorted(home.glob(".pyenv/versions/3.*/bin/python3")))
    found: dict[str, str] = {}
    for python in candidates:
        version = works(python)
        if version in wanted:
            found.setdefault(version, python)
    return {version: found[version] for version in wanted if version in found}


PYTHONS = bare_pythons()

IMPORT_ALL = """
import importlib, pkgutil, sys
sys.path.insert(0, {root!r})
sys.dont_write_bytecode = True
names = "lab.errors lab.capabilities lab.file_lock lab.spec lab.tasks lab.runtime lab.probes"
for name in names.split():
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(getattr(package, "__path__", ()), name + "."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
ours = sorted(n for n in sys.modules if n.startswith("lab."))
foreign = sorted(
    name for name in {{n.partition(".")[0] for n in sys.modules}}
    if name not in sys.stdlib_module_names and name not in ("lab", "__main__")
    # names that the interpreter itself makes up for its frozen and fake modules
    and getattr(sys.modules.get(name), "__file__", None)
)
print(len(ours), foreign)
"""


@pytest.mark.parametrize("version", list(PYTHONS))
def test_the_engine_is_imported_by_a_bare_python(root: Path, version: str) -> None:
    """No site-packages, no environment: what is imported is ours or the standard library's."""
    answer = subprocess.run(
        [PYTHONS[version], "-I", "-S", "-c", IMPORT_ALL.format(root=str(root))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    count, foreign = answer.stdout.split(maxsplit=1)
    assert int(count) > 10
    assert foreign.strip() == "[]"
