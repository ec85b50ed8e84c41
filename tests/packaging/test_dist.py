"""Wheel and sdist hold what the app needs, and are the same bytes wherever they are built."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

import lab
from tests.programs import program_in

dist = program_in("release", "dist")
check = program_in("check", "wheel")

WHEEL = f"hebra_lab-{lab.__version__}-py3-none-any.whl"
INFO = f"hebra_lab-{lab.__version__}.dist-info"


@pytest.fixture(scope="module")
def source(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commit's files."""
    if not (root / ".git").exists():
        pytest.skip("not a git checkout")
    unpacked: Path = dist.unpack(tmp_path_factory.mktemp("commit") / "source")
    return unpacked


@pytest.fixture(scope="module")
def built(source: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Wheel and sdist of the commit."""
    out = tmp_path_factory.mktemp("built")
    wheel, sdist = dist.build(source, out, dist.environment(1_800_000_000))
    return wheel, sdist


def of(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_the_wheel_holds_the_code_and_every_resource(
    source: Path, built: tuple[Path, Path]
) -> None:
    assert built[0].name == WHEEL
    with zipfile.ZipFile(built[0]) as wheel:
        names = {name for name in wheel.namelist() if not name.startswith(INFO)}
    expected = {f"lab/{name}" for name in of(source / "lab")}
    expected |= {f"ui/{name}" for name in of(source / "ui")}
    expected |= {f"lab/resources/{name}" for name in of(source / "resources")}
    assert names == expected
    assert "lab/resources/locale/es/LC_MESSAGES/hebra.mo" in names
    assert "lab/resources/fonts/Inter-Regular.otf" in names


def test_the_wheel_says_what_it_is_and_starts(built: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(built[0]) as wheel:
        entries = wheel.read(f"{INFO}/entry_points.txt").decode().split()
        told = Parser().parsestr(wheel.read(f"{INFO}/METADATA").decode())
        licences = [name for name in wheel.namelist() if name.startswith(f"{INFO}/licenses/")]
    assert entries == [
        *("[console_scripts]", "hebra", "=", "lab.cli.app:main"),
        *("[gui_scripts]", "hebra-window", "=", "ui.app:main"),
    ]
    assert told["Version"] == lab.__version__
    assert f"{INFO}/licenses/LICENSE" in licences
    assert any(name.endswith("Inter-OFL.txt") for name in licences)


def test_the_sdist_holds_what_builds_and_tests_it(source: Path, built: tuple[Path, Path]) -> None:
    with tarfile.open(built[1]) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    tracked = of(source)
    folders = ("lab/", "ui/", "resources/", "tests/", "packaging/", "docs/")
    assert {name for name in tracked if name.startswith(folders)} <= names
    assert {"pyproject.toml", "Makefile", "README.md", "LICENSE", "CHANGELOG.md"} <= names
    assert names - tracked == {"PKG-INFO"}


@pytest.mark.slow
def test_built_again_elsewhere_and_out_of_the_sdist_it_is_the_same(
    built: tuple[Path, Path], tmp_path: Path
) -> None:
    assert dist.prove(built, tmp_path, 1_800_000_000) == []


@pytest.mark.slow
def test_another_time_makes_other_bytes_and_that_is_told(
    built: tuple[Path, Path], tmp_path: Path
) -> None:
    told = dist.prove(built, tmp_path, 1_800_000_060)
    assert any(WHEEL in line for line in told)
    assert any("third" in line for line in told)


def _wheel(path: Path, **contents: str) -> Path:
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in contents.items():
            wheel.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text)
    return path


def test_what_differs_is_named(tmp_path: Path) -> None:
    one = _wheel(tmp_path / "one.whl", kept="a", changed="b", lost="c")
    other = _wheel(tmp_path / "other.whl", kept="a", changed="B", new="d")
    assert dist.differing(one, one) == []
    assert dist.differing(one, other) == ["changed", "lost", "new"]


def test_the_same_files_in_another_order_are_not_the_same(tmp_path: Path) -> None:
    one = _wheel(tmp_path / "one.whl", a="a", b="b")
    other = _wheel(tmp_path / "other.whl", b="b", a="a")
    assert dist.differing(one, other) == ["(the same files, packed differently)"]


def test_a_build_that_fails_is_told_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 1\n")
    with pytest.raises(dist.NotReadyError, match="hatchling could not build it"):
        dist.build(tmp_path, tmp_path / "out", dist.environment(0))


@pytest.mark.slow
def test_the_installed_wheel_runs_opens_its_window_and_speaks_spanish(
    built: tuple[Path, Path], tmp_path: Path
) -> None:
    """With the libraries that are here; `make test-wheel` installs them too, with pipx and uv."""
    home, place = tmp_path / "home", tmp_path / "installed"
    home.mkdir()
    venv.create(place, symlinks=True)
    python = place / "bin" / "python"
    words = ["-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([sys.executable, *words, str(built[0])], check=True)
    inside = Path(
        check.run(
            [python, "-c", "import site; print(site.getsitepackages()[0])"],
            home,
            check.stranger(home),
        ).strip()
    )
    (inside / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    check.try_out(place / "bin", home, lab.__version__)


def test_a_figure_that_is_not_there_once_is_wrong() -> None:
    head = "# figure: tasks_done = 7\n# figure: tasks_done_by = 8\n"
    assert check.figure(head, "tasks_done") == 7
    with pytest.raises(check.WrongError, match="0 figures `lanes`"):
        check.figure(head, "lanes")


def test_a_command_that_fails_is_told_with_the_end_of_what_it_said(tmp_path: Path) -> None:
    program = "import sys; print(*range(100), sep='\\n', file=sys.stderr); sys.exit(3)"
    with pytest.raises(check.WrongError, match=r"exit code 3\n    88\n(.*\n)*    99$"):
        check.run([sys.executable, "-c", program], tmp_path, {})


def test_a_stranger_has_none_of_our_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("PYTHONPATH", "HEBRA_DATA", "XDG_DATA_HOME", "LC_ALL"):
        monkeypatch.setenv(name, "ours")
    assert "ours" not in check.stranger(tmp_path).values()
