"""What goes into the bundle and what stays out, and the Python that it brings for the engine."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import PathDistribution
from pathlib import Path
from types import ModuleType

import pytest

from tests.programs import FOLDER, program_in

HERE = FOLDER / "bundle"

UNTIL_PAINTED = """
import sys

class Pages:
    def find_spec(self, name, path=None, target=None):
        if name == "ui.shell.conduct":
            print(*sys.modules, sep="\\n", flush=True)
            sys.exit()

sys.meta_path.insert(0, Pages())
from ui.app import main
main(["--new-window"])
"""
"""Opens a window and, when the pages are to be made, says which modules are there."""


@pytest.fixture(scope="module")
def contents() -> ModuleType:
    return program_in("bundle", "contents")


@pytest.mark.parametrize(
    "name, source, kind, goes",
    [
        ("libreadline.so.8", "/lib/x86_64-linux-gnu/libreadline.so.8", "BINARY", False),
        ("libX11.so.6", "/usr/lib/x86_64-linux-gnu/libX11.so.6", "BINARY", False),
        ("libxcb-cursor.so.0", "/usr/lib/x86_64-linux-gnu/libxcb-cursor.so.0", "BINARY", True),
        ("libpython3.13.so.1.0", "/usr/lib/libpython3.13.so.1.0", "BINARY", True),
        ("numpy.libs/libscipy_openblas64_.so", "/venv/x.so", "BINARY", True),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "/venv/libqxcb.so", "BINARY", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", "/venv/libqvnc.so", "BINARY", False),
        ("PySide6\\Qt\\plugins\\platforms\\qwindows.dll", "C:/x.dll", "BINARY", True),
        ("PySide6/Qt/translations/qt_es.qm", "/venv/qt_es.qm", "DATA", False),
        ("libQt6Network.so.6", "PySide6/Qt/lib/libQt6Network.so.6", "SYMLINK", False),
        ("libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6", "SYMLINK", True),
        ("lab/resources/locale/es/LC_MESSAGES/hebra.mo", "/src/hebra.mo", "DATA", True),
        ("lab/resources/locale/es/LC_MESSAGES/hebra.po", "/src/hebra.po", "DATA", False),
        ("lab/runtime/host.py", "/src/lab/runtime/host.py", "DATA", True),
        ("lab/cli/app.py", "/src/lab/cli/app.py", "DATA", False),
    ],
)
def test_what_goes_along(
    contents: ModuleType, name: str, source: str, kind: str, goes: bool
) -> None:
    assert contents.wanted(name, source, kind) is goes


def test_every_file_that_another_python_reads_goes_along(contents: ModuleType) -> None:
    root = FOLDER.parent
    program = (
        f"import sys; sys.path[:0] = [{str(root)!r}]\n"
        "import lab.runtime.host, lab.probes.host, lab.tasks, lab.experiments.plain\n"
        "ours = [m.__file__ for n, m in sys.modules.items() if n.split('.')[0] == 'lab']\n"
        "print(*ours, sep='\\n')"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=True
    )
    read = [Path(line).relative_to(root).as_posix() for line in done.stdout.split()]
    assert "lab/runtime/host.py" in read
    assert [name for name in read if not contents.wanted(name, name, "DATA")] == []


def test_nothing_under_the_gpl_goes_along(contents: ModuleType) -> None:
    assert {"readline", "_gdbm"} <= set(contents.LEFT_OUT)
    assert not {"readline", "_gdbm", "_test"} & set(contents.STANDARD)
    assert {"asyncio", "_sqlite3", "subprocess"} <= set(contents.STANDARD)


def test_docstrings_stay_where_they_are_read(contents: ModuleType) -> None:
    assert contents.unread("lab.cli.app", "a.py", "PYMODULE")[2] == "PYMODULE"
    assert contents.unread("matplotlib.axes", "a.py", "PYMODULE")[2] == "PYMODULE-2"
    assert contents.unread("matplotlib.ft2font", "a.so", "EXTENSION")[2] == "EXTENSION"
    for measured in ("numpy.core", "aiohttp.web", "asyncio.tasks"):
        assert contents.unread(measured, "a.py", "PYMODULE")[2] == "PYMODULE"


@pytest.mark.parametrize(
    "name, goes",
    [
        ("lab.runtime.host", True),
        ("pygments.lexers.python", True),
        ("pygments.lexers.cobol", False),
        ("_pyrepl.pager", True),
        ("_pyrepl.reader", False),
        ("PIL.Image", True),
        ("PIL.PngImagePlugin", True),
        ("PIL.XVThumbImagePlugin", False),
    ],
)
def test_which_modules_go_along(contents: ModuleType, name: str, goes: bool) -> None:
    assert contents.goes(name) is goes


def test_the_largest_libraries_are_left_for_the_package_to_compress(contents: ModuleType) -> None:
    for stored in ("matplotlib", "matplotlib.axis", "pyqtgraph.a.b"):
        assert contents.level(stored) == 0
    assert contents.level("lab.cli.app") == contents.level("matplotlibrary") == 9


def test_what_the_first_paint_waits_for_is_not_compressed_either(
    contents: ModuleType, root: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", UNTIL_PAINTED],
        cwd=root,
        env={**os.environ, "HEBRA_DATA": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    # Parts of one (pathlib's) are there in the bundle's Python and may not be in this one.
    named = {name for name in contents.AT_START if "." not in name}
    assert named <= set(done.stdout.split()), done.stderr
    assert {contents.level(name) for name in contents.AT_START} == {0}


@pytest.mark.parametrize("before", [None, "", "/opt/lib"])
def test_what_the_loader_set_for_itself_is_for_nobody_else(before: str | None) -> None:
    kept = {"HOME": "/home/a", "PATH": "/bin"}
    now = {**kept, "_PYI_ARCHIVE_FILE": "a", "_PYI_PARENT_PROCESS_LEVEL": "1"}
    now["LD_LIBRARY_PATH"] = "/usr/lib/hebra/_internal"
    if before is not None:
        now["LD_LIBRARY_PATH_ORIG"] = before
    program_in("bundle", "hebra").give_back(now)
    assert now == ({**kept, "LD_LIBRARY_PATH": before} if before is not None else kept)


# --- the engine's Python -------------------------------------------------------------------------
def engine(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(HERE / "hebra_engine.py"), *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
    )


def test_it_carries_out_a_program_a_module_and_a_file(tmp_path: Path) -> None:
    told = "import sys; print(__name__, *sys.argv)"
    assert engine("-I", "-X", "utf8", "-S", "-c", told, "a", "-b").stdout == "__main__ -c a -b\n"
    (tmp_path / "one.py").write_text(told)
    assert engine("-I", "one.py", "-x", cwd=tmp_path).stdout == "__main__ one.py -x\n"
    assert engine("-m", "platform", "--terse").stdout.count("-") >= 1


def test_an_error_is_a_traceback_and_an_exit_code() -> None:
    assert engine("-c", "raise SystemExit(7)").returncode == 7
    failed = engine("-c", "1 / 0")
    assert failed.returncode == 1
    assert "ZeroDivisionError" in failed.stderr


def test_without_a_program_it_says_what_it_is_for() -> None:
    done = engine("-I")
    assert done.returncode == 1
    assert "start `hebra` instead" in done.stderr


def test_the_distributions_that_the_app_tells_of_are_those_it_is_made_of(
    contents: ModuleType,
) -> None:
    told = contents.distributions()
    assert {"pyside6-essentials", "numpy", "pydantic-core", "aiohttp"} <= set(told)
    assert not {"hatchling", "scipy", "pytest", "pyinstaller"} & set(told)


def test_metadata_is_left_its_head_only(tmp_path: Path) -> None:
    build = program_in("bundle", "build")
    folder = tmp_path / "some-1.2.dist-info"
    folder.mkdir()
    text = "Name: some\nVersion: 1.2\nLicense: MIT\n\tas is\n\n# Some\n\nLong.\n"
    (folder / "METADATA").write_text(text)
    before = dict(PathDistribution(folder).metadata.json)
    build.drop_description(folder / "METADATA")
    after = dict(PathDistribution(folder).metadata.json)
    assert before.pop("description")
    assert after == before
    assert set(after) == {"name", "version", "license"}
