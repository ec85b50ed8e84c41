"""The bundle's two programs: command line and window; by another name the engine's Python.

Nothing is imported before it is known what is wanted: every start waits for it.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import MutableMapping

ENGINE = "hebra-engine"
WORKER, HELPER = "--multiprocessing-fork", "-B"
"""By these multiprocessing starts a process or one of its helpers, with the program it is in."""


def give_back(environment: MutableMapping[str, str]) -> None:
    """Take out of an environment what the bundle's loader has put into it for itself.

    It has led the dynamic linker to the bundle's libraries: for the programs that this one starts,
    other Pythons and a file manager, they would be the wrong ones.
    """
    for name in [name for name in environment if name.startswith("_PYI_")]:
        del environment[name]
    before = environment.pop("LD_LIBRARY_PATH_ORIG", None)
    environment.pop("LD_LIBRARY_PATH", None)
    if before is not None:
        environment["LD_LIBRARY_PATH"] = before


def main() -> int:
    """Be what the program is called; ``hebra window`` goes the shortest way to the window."""
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    if word == WORKER:
        from multiprocessing.spawn import freeze_support

        freeze_support()
    elif word == HELPER or sys.executable.removesuffix(".exe").endswith(ENGINE):
        from hebra_engine import main as python

        python()
    elif word == "window":
        from ui.app import main as window

        return window(sys.argv[2:])
    else:
        from lab.cli.app import main as command

        command()
    return 0


if __name__ == "__main__":
    if sys.platform == "linux":
        give_back(os.environ)
    sys.exit(main())
