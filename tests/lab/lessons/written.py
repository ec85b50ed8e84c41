"""A short lesson to be written into a file and spoiled, for several tests."""

from __future__ import annotations

from pathlib import Path

LESSON = """\
# Two *threads*

Read this.

```python
work()
```

```toml experiment
hebra = 1

[compare]
baseline = "sequential"

[protocol]
repeats = 3
seconds = 0.2
warm_up_s = 0.0
pause_s = 0.0

[[task]]
kind = "wait"
ms = 2.0

[[candidate]]
approach = "sequential"

[[candidate]]
approach = "threads"
threads = 2
```

```toml predict
asked = "How many times the work?"
of = "threads(2)"
against = "sequential"
span = [0.5, 8]
```

Read this afterwards.

```toml question
asked = "Why?"
answer = "Because the *waits* overlap."
```
"""
SINGLE = """\
# One run

```toml experiment
hebra = 1
approach = "asyncio"

[topology]
coroutines = 4

[load]
seconds = 0.2

[[task]]
kind = "wait"
ms = 2.0
```

```toml predict
asked = "How long?"
figure = "p50"
span = [1, 100]
```
"""
PROBE = """\
# A race

```toml experiment
hebra = 1

[probe]
name = "race"
repeats = 3

[[side]]
name = "Bare"
guard = "none"

[[side]]
name = "Locked"
guard = "lock"
```

```toml predict
asked = "How much is lost?"
figure = "lost"
of = "Bare"
```
"""


def write(folder: Path, text: str = LESSON, name: str = "own.md") -> Path:
    """Write a lesson's file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
