"""Every kind can be listed, and those of the standard library run, in a bare Python."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from shutil import which

import pytest

VERSIONS = ("3.10", "3.11", "3.12", "3.13", "3.14")

PROGRAM = """
import sys, json
sys.path.insert(0, sys.argv[1])
bare = set(sys.modules)
from pathlib import Path
from lab.tasks import KINDS, TaskContext
from lab.spec import parameters
loaded = sorted(set(sys.modules) - bare)
heavy = [name for name in ("asyncio", "sqlite3", "hashlib", "ctypes", "socket", "multiprocessing",
                           "aiohttp", "urllib3", "numpy", "PIL", "psycopg", "site", "tempfile",
                           "random", "csv", "html.parser")
         if name in sys.modules]
foreign = sorted({name.partition(".")[0] for name in loaded}
                 - set(sys.stdlib_module_names) - {"lab"})
context = TaskContext(folder=Path(sys.argv[2]))
done = {}
for name, kind in KINDS.items():
    reason = kind.unavailable()
    if reason is None and not kind.needs_server:
        task = kind().blocking(context)
        task(), task()
        done[name] = [p.name for p in parameters(kind)]
    else:
        done[name] = reason
import asyncio
async def wait():
    await KINDS["wait"](ms=1.0).asynchronous(context)()
asyncio.run(wait())
for close in context.closers:
    close()
print(json.dumps({"version": sys.version_info[:2], "heavy": heavy, "foreign": foreign,
                  "done": done}))
"""


@cache
def version_of(python: str) -> tuple[int, int] | None:
    """The version that ``python`` says it is; None when it does not run or is not CPython."""
    ask = "import sys; print(sys.implementation.name, *sys.version_info[:2])"
    try:
        said = subprocess.run(
            [python, "-I", "-S", "-c", ask], check=False, capture_output=True, text=True
        )
    except OSError:
        return None
    name, *numbers = said.stdout.split() or [""]
    return (int(numbers[0]), int(numbers[1])) if name == "cpython" else None


def pythons() -> dict[str, str]:
    """Interpreters by version: the running one, those on the path and those of pyenv."""
    home = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    candidates = [sys.executable, *(which(f"python{version}") or "" for version in VERSIONS)]
    candidates += [str(path) for path in sorted(home.glob("versions/3.1*/bin/python3"))]
    found: dict[str, str] = {}
    for python in filter(None, candidates):
        version = version_of(python)
        if version and version >= (3, 10):
            found.setdefault("{}.{}".format(*version), python)
    return found


@pytest.mark.parametrize("version", VERSIONS)
def test_kinds_run_in_a_bare_python(version: str, root: Path, tmp_path: Path) -> None:
    python = pythons().get(version)
    if python is None:
        pytest.skip(f"there is no Python {version} here")
    ran = subprocess.run(
        [python, "-I", "-S", "-c", PROGRAM, str(root), str(tmp_path)],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    report = json.loads(ran.stdout)
    assert "{}.{}".format(*report["version"]) == version
    assert report["foreign"] == [], "listing the kinds imports the standard library only"
    assert report["heavy"] == [], "and nothing that makes the engine start late"
    done = report["done"]
    assert done["python-cpu"] == ["ms"]
    assert done["wait"] == ["ms"]
    assert done["disk"] == ["kib"]
    assert done["native-cpu"] in (["ms"], "this Python was built without OpenSSL")
    assert done["sqlite"] in (["write_share"], "this Python was built without SQLite")
    assert done["http"] is None or "not installed" in done["http"]
    assert done["image-python"] == ["side"]
    assert done["csv-python"] == ["rows"]
    lacking = ("not installed", "names no database")
    for kind in ("scrape", "api", "image-native", "csv-numpy", "postgres"):
        said = done[kind]
        assert not isinstance(said, str) or any(words in said for words in lacking)
