"""What holds for every test: a private home, a fixed seed, a window without a display, no litter.

The environment is made before anything of Qt or of ours is imported, for both read it then.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
import uuid
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

MARK = "HEBRA_TEST_SESSION"
"""In the environment of every process a test starts, so that orphans are found as well."""

PLACE = os.environ.setdefault("HEBRA_TEST_PLACE", tempfile.gettempdir())
"""Where all homes are: one inside another would be too long for the path of a Unix socket."""

_HOME = Path(tempfile.mkdtemp(prefix="of-hebra-", dir=PLACE)).resolve()


def _make_home() -> None:
    temporary = _HOME / "tmp"
    temporary.mkdir()
    runtime = _HOME / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_NO_GUI_THREADPOOL"] = "1"
    os.environ[MARK] = uuid.uuid4().hex
    os.environ["HOME"] = str(_HOME)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    os.environ["TMPDIR"] = tempfile.tempdir = str(temporary)
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        os.environ[f"XDG_{name}_HOME"] = str(_HOME / name.lower())
    # Named outright: somebody's own HEBRA_DATA would win over XDG_DATA_HOME.
    os.environ["HEBRA_DATA"] = str(_HOME / "hebra-data")
    # Its list of fonts takes seconds to make: kept from one session to the next.
    os.environ["MPLCONFIGDIR"] = str(Path(__file__).parent.parent / ".pytest_cache" / "matplotlib")
    os.environ["MPLBACKEND"] = "Agg"


_make_home()

settings.register_profile("dev", deadline=None)
settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

# After the environment: these import psutil and, where a test wants it, Qt.
from tests.coroutines import pytest_pyfunc_call, qasync_loop  # noqa: E402
from tests.hygiene import leaves_nothing_behind  # noqa: E402

__all__ = ["leaves_nothing_behind", "pytest_pyfunc_call", "qasync_loop"]


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout."""
    return Path(__file__).parent.parent


def pytest_collection_finish() -> None:
    """What was imported stays: tests that collect garbage at their end need not go through it."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """Remove the home once nobody uses it any more."""
    shutil.rmtree(_HOME, ignore_errors=True)
