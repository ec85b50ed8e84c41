"""What a person does with the installed app on a desktop, and whether it comes out right."""

from __future__ import annotations

import json
import re
from pathlib import Path

from debian_root import HOME, USER, expect
from driver import SEEN_S, Driver
from exports import check_picture, read_csv
from installed import Installed
from screen import wait_for

ENTRY = "/usr/share/applications/hebra.desktop"
TYPE = "application/x-hebra-experiment+toml"
EXPERIMENT = """\
hebra = 1
title = "Three lanes"
approach = "threads"

[topology]
threads = 3

[[task]]
kind = "wait"
ms = 7.0
"""
FRAME_COLOURS = 1000
"""The frame that is there before the page has fewer, smooth text has more."""


def work_by_keyboard(driver: Driver) -> None:
    """An experiment from the menu entry to its files; checks what they hold."""
    installed = driver.installed
    folder = installed.home / "my results"
    installed.root.run("mkdir", f"/{HOME}/my results", user=USER)
    window = driver.start("gio", "launch", ENTRY)
    wait_for("page", lambda: driver.screen.colours() > FRAME_COLOURS, SEEN_S)
    driver.shot("first-start")
    driver.leave_tour()
    entry = (installed.root.folder / ENTRY[1:]).read_text(encoding="utf-8")
    classes = re.findall(r"^StartupWMClass=(.*)$", entry, re.MULTILINE)
    told = driver.screen.classes_of(window)
    expect(set(told) & set(classes), f"the window is of {told}, its entry says {classes}")
    driver.show_run("bench-light")
    driver.end_run()
    driver.export(folder / "run.png")
    driver.export(folder / "run.csv")
    driver.shot("exported-light")
    for page, name in (("2", "compare"), ("3", "hazards"), ("6", "history")):
        driver.screen.press(f"ctrl+{page}")
        driver.shot(f"{name}-light")
    driver.screen.press("ctrl+1")
    driver.close(window)
    _check_exports(installed, folder)


def _check_exports(installed: Installed, folder: Path) -> None:
    """The table repeats its experiment, and the picture is one of it."""
    run = read_csv(folder / "run.csv")
    inside = f"/{HOME}/my results"
    again = ("run", "--file", f"{inside}/run.csv", "--seconds", "1")
    installed.hebra(*again, "--csv", f"{inside}/again.csv", "--chart", f"{inside}/again.png")
    repeated = read_csv(folder / "again.csv")
    for key in ("approach", "topology", "task"):
        expect(
            run.experiment.get(key) == repeated.experiment.get(key),
            f"{key} was {run.experiment.get(key)}, repeated {repeated.experiment.get(key)}",
        )
    size, same = (check_picture(folder / f"{name}.png", 200) for name in ("run", "again"))
    expect(size == same, f"the picture is {size}, the command line's {same}")
    print(f"            {len(run.rows)} rows, {run.tasks} tasks; picture {size[0]} × {size[1]}")


def open_by_type(driver: Driver) -> None:
    """A double click on an experiment file opens it."""
    installed = driver.installed
    path = installed.home / "Three lanes.hebra.toml"
    path.write_text(EXPERIMENT, encoding="utf-8")
    installed.root.run("chown", f"{USER}:{USER}", f"/{HOME}/{path.name}")
    asked = ("xdg-mime", "query")
    kind = installed.root.run(*asked, "filetype", f"/{HOME}/{path.name}", user=USER).strip()
    expect(kind == TYPE, f"{path.name} is taken for {kind}")
    entry = installed.root.run(*asked, "default", TYPE, user=USER).strip()
    expect(entry == "hebra.desktop", f"{TYPE} is opened by {entry!r}")
    for opener in (("xdg-open",), ("gio", "open")):
        window = driver.start(*opener, f"/{HOME}/{path.name}")
        driver.begin_run()
        driver.end_run()
        driver.close(window)
        last = (installed.config / "last.toml").read_text(encoding="utf-8")
        expect("threads = 3" in last, f"{opener[0]} did not open the file: {last}")
        (installed.config / "last.toml").unlink()


def show_dark(driver: Driver) -> None:
    """Pictures of the dark window."""
    path = driver.installed.config / "window.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**settings, "theme": "dark"}), encoding="utf-8")
    window = driver.start("gio", "launch", ENTRY)
    driver.show_run("bench-dark")
    driver.end_run()
    driver.close(window)
