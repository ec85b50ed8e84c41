"""What stands at the top of a made program: what it does, what it needs, what it imports."""

from __future__ import annotations

import re

from lab.spec import Experiment, TaskShare, Value, parameters
from lab.tasks import KINDS
from lab.tasks.postgres import DSN

_IMPORTS = (
    "asyncio",
    "csv",
    "hashlib",
    "http.client",
    "multiprocessing",
    "os",
    "random",
    "sqlite3",
    "sys",
    "tempfile",
    "threading",
    "time",
    "timeit",
    "zlib",
)
_FROM = (
    ("concurrent.futures", ("ProcessPoolExecutor", "ThreadPoolExecutor")),
    ("contextlib", ("closing", "contextmanager")),
    ("functools", ("cache", "partial")),
    ("html.parser", ("HTMLParser",)),
)
_INSTALLED = ("numpy", "psycopg")
_FROM_INSTALLED = (("PIL", ("Image", "ImageFilter")),)


def sizes_of(share: TaskShare) -> dict[str, Value]:
    """All sizes of a kind of task, those left at their default too."""
    defaults = {p.name: p.default for p in parameters(KINDS[share.kind])}
    return {**defaults, **share.parameters}


def head(experiment: Experiment, shares: list[TaskShare], needs: list[str]) -> str:
    """The program's docstring."""
    total = sum(share.weight for share in shares)
    parts = []
    for share in shares:
        sizes = [
            f"{p.label.lower()} {sizes_of(share)[p.name]:.6g} {p.unit}".rstrip()
            for p in parameters(KINDS[share.kind])
        ]
        portion = f"{100 * share.weight / total:.3g} % " if len(shares) > 1 else ""
        parts.append(f"{portion}{share.kind}, {', '.join(sizes)}")
    # A person's own words: they must not end the docstring.
    words = "".join(filter(str.isprintable, experiment.title))
    title = re.sub(r"[\\\"]", "'", words).strip() or str(experiment.way.title)
    lines = [f'"""{title}.' if title[-1] not in ".!?…" else f'"""{title}', "", "The work:"]
    lines += [f"- {part}" for part in parts]
    if experiment.changes:
        lines += ["", "What is changed while the experiment runs is left out here."]
    if needs:
        lines += ["", f"It needs more than Python: pip install {' '.join(needs)}"]
    if any(share.kind == "postgres" for share in shares):
        lines.append(f"The environment variable {DSN} names the database.")
    return "\n".join([*lines, '"""'])


def imports(source: str) -> str:
    """The imports that ``source`` needs, sorted as is usual."""
    plain = [f"import {name}" for name in _IMPORTS if _uses(source, f"{name}.")]
    installed = [f"import {name}" for name in _INSTALLED if _uses(source, f"{name}.")]
    parts = [plain + _named(source, _FROM), installed + _named(source, _FROM_INSTALLED)]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _named(source: str, modules: tuple[tuple[str, tuple[str, ...]], ...]) -> list[str]:
    lines = []
    for module, names in modules:
        used = [name for name in names if re.search(rf"(?<![\w.]){name}(?=[\s(.)])", source)]
        if used:
            lines.append(f"from {module} import {', '.join(used)}")
    return lines


def _uses(source: str, name: str) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(name)}", source) is not None
