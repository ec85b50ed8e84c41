"""The Pythons found on this machine that can run the engine."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

MINORS = (10, 11, 12, 13)


def pythons() -> dict[str, str]:
    """Executables by version ("3.11"); this very one for its own version."""
    own = f"3.{sys.version_info.minor}"
    found = {}
    for minor in MINORS:
        version = f"3.{minor}"
        if version == own:
            found[version] = sys.executable
            continue
        candidates = [shutil.which(f"python{version}")]
        home = Path.home() / ".pyenv" / "versions"
        candidates += [str(path) for path in sorted(home.glob(f"{version}.*/bin/python3"))]
        for candidate in candidates:
            if candidate and _is(candidate, minor):
                found[version] = candidate
                break
    return found


def _is(executable: str, minor: int) -> bool:
    """A shim on the path may be there and not work."""
    code = f"import sys; sys.exit(sys.version_info[:2] != (3, {minor}))"
    return not subprocess.run(
        [executable, "-I", "-S", "-c", code], check=False, capture_output=True
    ).returncode
