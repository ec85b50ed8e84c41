"""Install the wheel as people do, use it, remove it: with pipx and with uv, in homes of their own.

    packaging/check/wheel.py WHEEL [--with pipx|uv]

Both come from the package index into a temporary environment, and so does everything that the wheel
asks for. Nothing outside the temporary folder is written but the clients' own caches. Standard
library only. Exit code 1 with one line if anything is not as it should be.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

PACKAGE = "hebra-lab"
COMMANDS = ("hebra", "hebra-window")
INSIDE = """
import sys
from pathlib import Path
from lab.assets import resource
from ui.words import set_language, tr
set_language("es")
print(tr("Threads"), Path(sys.prefix).resolve() in resource("locale").resolve().parents)
"""
"""Whether the window can speak Spanish, and with the installed words."""


class WrongError(Exception):
    """Something is not as it should be."""


def run(words: Sequence[str | Path], home: Path, env: Mapping[str, str]) -> str:
    """What a command prints; its failure is raised with the end of what it complained of."""
    answer = subprocess.run(
        [str(word) for word in words],
        cwd=home,
        env=dict(env),
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode:
        said = "\n    ".join((answer.stderr or answer.stdout).strip().splitlines()[-12:])
        raise WrongError(f"{' '.join(map(str, words))}: exit code {answer.returncode}\n    {said}")
    return answer.stdout


def stranger(home: Path) -> dict[str, str]:
    """The environment of somebody who has never used Hebra and has no display."""
    ours = ("PYTHON", "XDG_", "HEBRA_", "QT_", "VIRTUAL_ENV", "PIPX_", "UV_TOOL_", "LANG", "LC_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8"}


def try_out(commands: Path, home: Path, number: str) -> None:
    """Use the installed commands as a person would; raises what is wrong."""
    env = stranger(home)
    hebra, window = (commands / name for name in COMMANDS)
    said = run([hebra, "--version"], home, env).strip()
    expect(said == f"hebra {number}", f"`hebra --version` says {said!r}, not {number}")

    wait = ["run", "--task", "wait:ms=1", "--seconds", "1"]
    run([hebra, *wait, "--csv", "run.csv", "--chart", "run.png"], home, env)
    done = figure((home / "run.csv").read_text(encoding="utf-8"), "tasks_done")
    expect(done > 0, f"a run of a second counts {done} tasks")
    drawn = (home / "run.png").read_bytes()
    expect(drawn.startswith(b"\x89PNG") and len(drawn) > 10_000, "the chart is no picture")
    expect(kept(home), "the run is not in the history")
    lessons = run([hebra, "lesson", "list"], home, env)
    expect("four threads" in lessons.lower(), "the lessons are not there")

    started = json.loads(run([window, "--time-start"], home, env))
    expect(0 < started["first_paint_ms"] < started["usable_ms"], f"the window: {started}")
    python = hebra.resolve().with_name("python")
    spoken = run([python, "-c", INSIDE], home, env).strip()
    expect(spoken == "Hilos True", f"Threads in Spanish, in the installed words: {spoken}")


def expect(true: bool, otherwise: str) -> None:
    """Raise what is wrong unless it is right."""
    if not true:
        raise WrongError(otherwise)


def figure(csv: str, name: str) -> int:
    """A whole figure from the head of a result."""
    start = f"# figure: {name} = "
    found = [line.removeprefix(start) for line in csv.splitlines() if line.startswith(start)]
    expect(len(found) == 1, f"the result has {len(found)} figures `{name}`")
    return int(found[0])


def kept(home: Path) -> bool:
    """Whether what was measured is there."""
    return any(home.rglob("history.db"))


def install(client: str, tools: Path, wheel: Path, place: Path) -> None:
    """Install with one client, try it out, remove it; what was measured stays."""
    home, commands = place / "home", place / "commands"
    home.mkdir(parents=True)
    folders = {
        "pipx": {"PIPX_HOME": place / "pipx", "PIPX_BIN_DIR": commands},
        "uv": {"UV_TOOL_DIR": place / "uv", "UV_TOOL_BIN_DIR": commands},
    }[client]
    env = {**stranger(home), "HOME": os.environ["HOME"]}  # the client keeps its cache
    env |= {name: str(folder) for name, folder in folders.items()}
    words = [tools / "pipx"] if client == "pipx" else [tools / "uv", "tool"]
    began = time.perf_counter()
    run([*words, "install", "--python", sys.executable, wheel], home, env)
    installed = time.perf_counter()
    there = sorted(path.name for path in commands.iterdir())
    expect(there == sorted(COMMANDS), f"{client} has installed the commands {there}")
    try_out(commands, home, wheel.name.split("-")[1])
    used = time.perf_counter()
    run([*words, "uninstall", PACKAGE], home, env)
    left = [path.name for path in commands.iterdir()]
    left += [path.name for folder in folders.values() for path in folder.glob(f"**/{PACKAGE}")]
    expect(not left, f"{client} uninstall leaves {left}")
    expect(kept(home), "uninstalling has taken what was measured along")
    print(
        f"{client}: installed in {installed - began:.0f} s, used for {used - installed:.0f} s, "
        "removed; what was measured is there still."
    )


def check(wheel: Path, clients: Iterable[str]) -> None:
    """Try the wheel with each client in turn."""
    with tempfile.TemporaryDirectory(prefix="hebra-wheel-") as folder:
        place = Path(folder).resolve()
        venv.create(place / "tools", with_pip=True)
        tools = place / "tools" / "bin"
        run([tools / "python", "-m", "pip", "install", "--quiet", *clients], place, os.environ)
        for client in clients:
            install(client, tools, wheel.resolve(), place / client)
            shutil.rmtree(place / client)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run as the text above says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--with", dest="client", choices=("pipx", "uv"), help="only this one")
    wanted = parser.parse_args(arguments)
    try:
        check(wanted.wheel, [wanted.client] if wanted.client else ["pipx", "uv"])
    except WrongError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
