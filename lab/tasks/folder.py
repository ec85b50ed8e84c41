"""Whether a task that keeps files can use the run's folder."""

from __future__ import annotations

from pathlib import Path

from lab.spec.words import told, why


def problem_of(folder: Path) -> str | None:
    """Why no file can be written in ``folder``, in plain words, or None. Leaves nothing behind."""
    import tempfile  # late: 2 ms of every engine start that few runs need

    try:
        # Asking for permissions is not enough: root may write anywhere but on a read-only disk.
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"hebra")
            probe.flush()
    except OSError as error:
        return told(
            "the folder {folder} cannot be written: {why}", folder=str(folder), why=why(error)
        )
    return None
