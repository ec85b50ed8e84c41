"""Say whether a window can be opened here: the libraries Qt needs, and a display.

Exit codes: 0 yes; 3 no display; 4 libraries are missing (named with the command that installs
them). ``--offscreen`` asks only for what Qt needs to draw without a display, as the tests do;
``--packages`` prints every Debian package that may be needed, for a build machine.
Any Python can run it, before anything is installed; `hebra doctor` asks the same.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from lab.installation.display import DRAWING, WAYLAND, X11, missing, verdict

__all__ = ["DRAWING", "WAYLAND", "X11", "main"]


def main(arguments: list[str]) -> int:
    """Print the verdict when it is not a plain yes; return the exit code."""
    if "--packages" in arguments:
        print(*missing([DRAWING, X11], lambda _: False))
        return 0
    code, message = verdict(os.environ, "--offscreen" in arguments, sys.platform)
    if message:
        print(message, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
