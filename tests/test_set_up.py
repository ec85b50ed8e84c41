"""What is missing on a bare machine is named in one message, with the command that installs it."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.installation import display
from tests.programs import program

python = program("check_python")

ALL = {**display.DRAWING, **display.X11}


@given(st.sets(st.sampled_from(sorted(ALL))))
def test_each_missing_library_is_named_by_its_package_once(lost: set[str]) -> None:
    packages = display.missing([display.DRAWING, display.X11], lambda name: name not in lost)
    assert packages == sorted({ALL[name] for name in lost})
    if packages:
        message = display.advice(packages, offscreen=False)
        assert message.splitlines()[-1] == f"    sudo apt-get install {' '.join(packages)}"


def test_make_help_lists_every_word_there_is(root: Path) -> None:
    if shutil.which("make") is None:
        pytest.skip("needs make")
    told = subprocess.run(["make", "help"], cwd=root, capture_output=True, text=True, check=True)
    listed = re.findall(r"^make ([a-z-]+) +\S", told.stdout, re.MULTILINE)
    words = re.findall(r"^\.PHONY: (.+)$", (root / "Makefile").read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(" ".join(words).split())


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux libraries")
def test_the_table_holds_whatever_qt_links_to() -> None:
    """Asks the files of the installed Qt themselves, so that a new Qt cannot outgrow the table."""
    objdump = shutil.which("objdump")
    if objdump is None:
        pytest.skip("needs objdump (Debian: binutils)")
    import PySide6

    qt = Path(PySide6.__file__).parent / "Qt"
    names = ("Core", "Gui", "Widgets", "DBus", "Svg", "PrintSupport", "OpenGLWidgets", "XcbQpa")
    files = [qt / "lib" / f"libQt6{name}.so.6" for name in names]
    files.append(qt / "plugins" / "platforms" / "libqxcb.so")
    dump = subprocess.run([objdump, "-p", *files], capture_output=True, text=True, check=True)
    needed = set(re.findall(r"NEEDED\s+(\S+)", dump.stdout))
    own = {path.name for path in (qt / "lib").iterdir()}
    libc = {"libc.so.6", "libm.so.6", "libgcc_s.so.1", "ld-linux-x86-64.so.2"}
    libc |= {"libdl.so.2", "libpthread.so.0", "ld-linux-aarch64.so.1"}
    assert needed - own - libc <= set(ALL)


def test_no_display_is_said() -> None:
    code, message = display.verdict({}, offscreen=False, platform="linux")
    assert code == display.NO_DISPLAY
    assert "no display" in message


def test_a_display_that_does_not_answer_is_no_display() -> None:
    code, message = display.verdict({"DISPLAY": ":987"}, offscreen=False, platform="linux")
    if display.loads("libxcb.so.1"):
        assert code == display.NO_DISPLAY
        assert ":987" in message
    else:
        assert code == display.NO_LIBRARIES


def test_a_wayland_display(tmp_path: Path) -> None:
    environment = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert not display.wayland_answers(environment)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-0"))
        assert display.wayland_answers(environment)
        code, _ = display.verdict(environment, offscreen=False, platform="linux")
        assert code != display.NO_DISPLAY


def test_other_systems_bring_all_that_is_needed() -> None:
    assert display.verdict({}, offscreen=False, platform="darwin") == (0, "")
    assert display.verdict({}, offscreen=False, platform="win32") == (0, "")


@pytest.mark.parametrize("version", [(3, 10), (3, 14), (2, 7)])
def test_a_python_that_is_not_supported_is_named(version: tuple[int, int]) -> None:
    message = python.problem(version, lambda _: True, debian=True)
    assert "{}.{}".format(*version) in message
    assert "3.11, 3.12 or 3.13" in message
    assert "apt-get install" in message


def test_debian_without_venv_is_told_the_package() -> None:
    message = python.problem((3, 11), lambda name: name != "ensurepip", debian=True)
    assert message.splitlines()[-1].strip() == "sudo apt-get install python3.11-venv"
    assert "apt" not in python.problem((3, 11), lambda name: name != "ensurepip", debian=False)


def test_a_good_python_is_met_with_silence() -> None:
    assert python.problem((3, 12), lambda _: True, debian=True) is None


def test_a_build_machine_is_told_every_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert program("check_display").main(["--packages"]) == 0
    assert set(capsys.readouterr().out.split()) == set(ALL.values())
