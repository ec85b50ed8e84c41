"""What stands beside the bundle in every Linux package: the folder ``share`` of a prefix."""

from __future__ import annotations

import os
import shutil
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path

import icons
import man_page
import project
from command_tree import tree
from completions import SHELLS
from licences import copyright_file
from metainfo import metainfo

DATA = Path(__file__).parent / "data"


def arguments(what: str) -> Namespace:
    """What the programs that make packages are asked: bundle, its environment, where to."""
    parser = ArgumentParser(description=what)
    parser.add_argument("bundle", type=Path, help="the folder that `make bundle` has made")
    parser.add_argument(
        "--environment", type=Path, required=True, help="the environment it was made in"
    )
    parser.add_argument(
        "--output", type=Path, default=project.OUTPUT, help="the folder to write to"
    )
    parser.add_argument("--quick", action="store_true", help="hardly compress, for a try")
    parsed = parser.parse_args()
    if not (parsed.bundle / "hebra").is_file():
        parser.error(f"{parsed.bundle} holds no bundle; `make bundle` makes one")
    return parsed


def write_share(share: Path, bundle: Path, environment: Path, epoch: int) -> None:
    """Write everything but changelogs, which are each package's own."""
    commands = tree()
    texts = {
        "applications/hebra.desktop": (DATA / "hebra.desktop").read_text(encoding="utf-8"),
        "mime/packages/hebra.xml": (DATA / "hebra.xml").read_text(encoding="utf-8"),
        f"metainfo/{project.APP_ID}.metainfo.xml": metainfo(project.changes(epoch)),
        "man/man1/hebra.1": man_page.man_page(commands, epoch),
        "doc/hebra/copyright": copyright_file(bundle, environment),
        **{path: make(commands) for path, make in SHELLS.values()},
    }
    for name, text in texts.items():
        path = share / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    icons.write_icons(share / "icons" / "hicolor")


def copy_bundle(bundle: Path, target: Path) -> None:
    """Copy it, links as links, with the modes that packages have: programs 755, all else 644."""
    shutil.copytree(bundle, target, symlinks=True)
    for path in target.rglob("*"):
        if path.is_file() and not path.is_symlink():
            program = path.parent == target and not path.suffix  # beside them lie their modules
            path.chmod(0o755 if program else 0o644)


def settle(folder: Path, epoch: int) -> None:
    """Give every file the commit's date, and folders their mode: the same bytes every time."""
    for path in [*everything(folder), folder]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
        os.utime(path, (epoch, epoch), follow_symlinks=False)


def everything(folder: Path) -> Iterable[Path]:
    """All files and folders below, in an order that is always the same."""
    return sorted(folder.rglob("*"))
