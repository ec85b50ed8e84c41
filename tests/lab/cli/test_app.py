"""The other commands, the door to the window, and how fast help comes."""

from __future__ import annotations

import json
import subprocess
import sys
from types import ModuleType

import pytest
from rich.console import Console

from lab import __version__
from lab.cli import app as cli
from lab.cli.progress import Progress, duration
from lab.records.presets import default_experiment
from lab.spec import parameters
from lab.tasks import KINDS

from .fake_session import snapshot


def hebra(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr("sys.argv", ["hebra", *words])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


def test_version(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert hebra(monkeypatch, "--version") == 0
    assert capsys.readouterr().out == f"hebra {__version__}\n"


def test_an_unknown_option_is_bad_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hebra(monkeypatch, "run", "--bogus") == 2
    assert "--bogus" in capsys.readouterr().err


def test_tasks_lists_every_kind_and_size(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hebra(monkeypatch, "tasks") == 0
    told = capsys.readouterr().out
    for name, kind in KINDS.items():
        assert name in told
        for parameter in parameters(kind):
            assert f"  {parameter.name}" in told
            assert parameter.span_text() in told


def test_tasks_says_why_a_kind_cannot_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reason = classmethod(lambda _: "urllib3 is not installed")
    monkeypatch.setattr(KINDS["http"], "unavailable", reason)
    assert hebra(monkeypatch, "tasks") == 0
    assert "unavailable: urllib3 is not installed" in capsys.readouterr().out
    assert hebra(monkeypatch, "tasks", "--json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert listed["http"]["available"] is False
    assert listed["wait"]["parameters"]["ms"]["span"] == [0.1, 60000]


def test_without_a_display_there_is_help(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert hebra(monkeypatch) == 0
    assert "no display" in capsys.readouterr().out


def test_with_a_display_the_window_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    window = ModuleType("ui.app")
    window.main = lambda _words: 5  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "ui.app", window)
    monkeypatch.setenv("DISPLAY", ":99")
    assert hebra(monkeypatch) == 5


def test_help_needs_nothing_heavy() -> None:
    heavy = ("matplotlib", "aiohttp", "PySide6", "numpy", "pydantic", "asyncio")
    program = (
        "import sys; sys.argv = ['hebra', '--help']\n"
        "from lab.cli.app import main\n"
        "try: main()\n"
        f"finally: print('loaded:', [m for m in {heavy!r} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "loaded: []" in done.stdout


def test_progress_shows_how_it_goes(capsys: pytest.CaptureFixture[str]) -> None:
    experiment = default_experiment()
    console = Console(width=100, force_terminal=True, color_system=None)
    with Progress(experiment, console) as progress:
        progress.show(snapshot(experiment, t_s=2.0))
        console.print(progress.picture(snapshot(experiment, t_s=2.0)))
    told = capsys.readouterr().out
    for figure in ("70.7 tasks/s", "42.5 ms", "0.99 of 2", "3 of 4", "failed 2", "8 s left",
                   "threads 2→4", "Worker 2 was lost"):  # fmt: skip
        assert figure in told


def test_progress_is_silent_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    experiment = default_experiment()
    with Progress(experiment, Console(stderr=True)) as progress:
        progress.show(snapshot(experiment))
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    "seconds, said", [(0.4, "0 s"), (99, "99 s"), (125, "2:05 min"), (12_000, "3:20 h")]
)
def test_a_duration_is_short(seconds: float, said: str) -> None:
    assert duration(seconds) == said
