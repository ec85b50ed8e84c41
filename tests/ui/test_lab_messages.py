"""What the laboratory tells is on a banner in the reader's language, also when that changes."""

from __future__ import annotations

import ast
import asyncio
import errno
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lab.errors import HebraError
from lab.records.atomic import check_writable, write_problem
from lab.records.experiment_file import load_experiment
from lab.session.engine import Engine
from lab.session.events import event_of, failure_of, not_begun
from lab.session.plan import changed, checked
from lab.session.snapshot import Event
from lab.spec.words import Told, to_json, told
from lab.tasks.library import missing_text
from tests.ui.fakes import experiment
from ui.bench.news import News
from ui.controls.banner_stack import BannerStack
from ui.words import NBSP, Words, from_lab, set_language

Make = Callable[[], HebraError]
HEAD = 'hebra = 1\n[[task]]\nkind = "native-cpu"\n'


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


def speak(language: str) -> None:
    """Change the language and let the widgets hear of it."""
    set_language(language)
    QApplication.processEvents()


def raised(act: Callable[[], object]) -> HebraError:
    """The error that ``act`` ends with."""
    with pytest.raises(HebraError) as error:
        act()
    return error.value


def of_file(content: str | bytes) -> HebraError:
    """What is said of a file with this content."""
    path = Path("mine.toml")
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return raised(lambda: load_experiment(path))


def without_python() -> HebraError:
    """An engine that is to run in a Python that is not there."""

    async def start() -> None:
        engine = Engine("/no/such/python", lambda _message: None)
        try:
            await engine.start({})
        finally:
            engine.clear_up()

    return raised(lambda: asyncio.run(start()))


ERRORS: list[tuple[Make, str, str]] = [
    (
        lambda: failure_of("", -9, 3.27, ""),
        f"El motor terminó por la señal SIGKILL después de 3,3{NBSP}s",
        "Se conserva lo medido hasta entonces.",
    ),
    (
        lambda: failure_of("no workers left", 0, 3.27, ""),
        f"No quedaba ningún proceso de trabajo después de 3,3{NBSP}s",
        "Se conserva lo medido hasta entonces.",
    ),
    (
        lambda: not_begun("/usr/bin/true", 0, "what {it} said\n"),
        (
            "/usr/bin/true: No se pudo iniciar el motor: no es un Python capaz de ejecutarlo"
            " (what {it} said)"
        ),
        f"Elegir CPython{NBSP}3.10 o posterior.",
    ),
    (
        without_python,
        "/no/such/python: No se pudo iniciar el motor: no existe el archivo o la carpeta",
        "Elegir otro Python para el motor.",
    ),
    (
        lambda: raised(
            lambda: checked(experiment("combined", processes=200, threads=200, coroutines=3))
        ),
        "topology: 200 × 200 × 3 = 120.000 carriles son más de 20.000",
        "Elegir menos procesos, hilos o corrutinas.",
    ),
    (
        lambda: raised(lambda: changed(experiment(), "threads", 0)),
        "threads: 0 debe ser de 1 a 1000",
        "",
    ),
    (
        lambda: of_file(HEAD + "ms = 0.01\n"),
        f"mine.toml, task 1 ms: 0,01 debe ser de 0,05 a 1000{NBSP}ms",
        "",
    ),
    (
        lambda: of_file(HEAD + 'ms = "long"\n'),
        f"mine.toml, task 1 ms: 'long' debe ser un número, de 0,05 a 1000{NBSP}ms",
        "",
    ),
    (
        lambda: of_file(HEAD + "[topology]\nthread = 2\n"),
        "mine.toml, [topology]: clave desconocida: 'thread'",
        "¿Se refiere a threads?",
    ),
    (
        lambda: of_file('approach = "threads"\n'),
        "mine.toml: no es un archivo de Hebra: falta la línea `hebra = 1`",
        "",
    ),
    (
        lambda: of_file(b"hebra = 1 \x00"),
        "mine.toml: es un archivo binario, no un archivo de experimento",
        "",
    ),
    (
        lambda: of_file(b" " * (1 << 20) + b"  "),
        (
            "mine.toml: el archivo es demasiado grande para un experimento:"
            f" 1.048.578{NBSP}bytes; se leen como mucho 1.048.576"
        ),
        "",
    ),
    (
        lambda: raised(lambda: load_experiment("gone.toml")),
        "gone.toml: no se puede leer el archivo (no existe el archivo o la carpeta)",
        "",
    ),
    (
        lambda: raised(lambda: check_writable("none/chart.png")),
        "none/chart.png: la carpeta no existe",
        "Crearla antes o elegir otra.",
    ),
    (
        lambda: write_problem("chart.png", OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))),
        "chart.png: no queda espacio en el dispositivo; si ya había un archivo, no ha cambiado",
        "Liberar espacio o elegir otra carpeta.",
    ),
    (
        lambda: write_problem("chart.png", OSError(errno.EACCES, os.strerror(errno.EACCES))),
        "chart.png: no se puede escribir el archivo (permiso denegado)",
        "Elegir otro lugar.",
    ),
]


@pytest.mark.parametrize("make, what, todo", ERRORS, ids=[what for _, what, _ in ERRORS])
def test_an_error_on_a_banner_follows_the_language(
    make: Make,
    what: str,
    todo: str,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    error = make()
    banners = BannerStack()
    qtbot.addWidget(banners)
    banner = banners.tell_error("it", error)
    english = f"{error.where}: {error.what}" if error.where else str(error.what)
    assert banner.what.text() == english
    speak("es")
    assert (banner.what.text(), banner.todo.text()) == (what, todo)
    assert what in banner.accessibleName()
    speak("en")
    assert (banner.what.text(), banner.todo.text()) == (english, error.todo)


LOST = told("was killed by {signal}", signal="SIGKILL")
EVENTS: list[tuple[dict[str, Any], str]] = [
    (
        {"say": "worker-lost", "rank": 1, "how": to_json(LOST), "possibly_twice": 0},
        "El proceso 2 ha terminado por la señal SIGKILL",
    ),
    (
        {"say": "worker-lost", "rank": 1, "how": to_json(LOST), "possibly_twice": 3},
        (
            "El proceso 2 ha terminado por la señal SIGKILL;"
            " tareas que quizá se han llevado a cabo dos veces: 3"
        ),
    ),
    (
        {"say": "capped", "threads": 1000, "limit": 64},
        (
            "Se ejecutan 64 de los 1000 hilos de cada proceso:"
            " no se pueden iniciar más hilos de cálculo en un tiempo razonable"
        ),
    ),
    (
        {
            "say": "full",
            "reason": to_json(
                told("thread {number}: {why}", number=7, why=told("can't start new thread"))
            ),
        },
        "El sistema no admite más: hilo 7: no se puede iniciar otro hilo",
    ),
    (
        {"say": "start-method", "wanted": "fork", "used": "spawn"},
        "Este sistema no puede iniciar procesos con fork; se usa spawn en su lugar",
    ),
    (
        {"say": "lane-broken", "thread": 0, "rank": 2, "traceback": "…\nMemoryError: {none}"},
        "El hilo 1 del proceso 3 ha terminado: MemoryError: {none}",
    ),
]


@pytest.mark.parametrize("message, spanish", EVENTS, ids=[text for _, text in EVENTS])
def test_an_event_on_a_banner_follows_the_language(
    message: dict[str, Any], spanish: str, qtbot: QtBot
) -> None:
    event = event_of(json.loads(json.dumps(message)), 1.0)
    assert isinstance(event, Event)
    banners = BannerStack()
    qtbot.addWidget(banners)
    News(banners).tell([event])
    banner = banners.banners[event.kind]
    assert banner.todo.text() == str(event.text)
    speak("es")
    assert banner.todo.text() == spanish
    assert banner.what.text() != event.kind, "every kind of event has a title"


def test_a_kind_that_cannot_run_says_so_in_the_readers_language() -> None:
    reason = missing_text("no_such_one", "no_such_other")
    assert reason == "no_such_one and no_such_other are not installed in this Python"
    set_language("es")
    kind = told("{kind} is unavailable: {why}", kind="http", why=reason)
    assert str(from_lab(kind)) == (
        "http no está disponible: no_such_one y no_such_other no están instalados en este Python"
    )


@given(st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 10**9))
def test_english_is_what_the_laboratory_says(big: int, share: float, count: int) -> None:
    message = told("{big} {share:.2f} {share:g} {count:,}", big=big, share=share, count=count)
    assert str(from_lab(message)) == message


@given(st.floats(-1e9, 1e9), st.integers(10_000, 10**9))
def test_figures_are_written_as_the_reader_writes_them(share: float, count: int) -> None:
    message = told("{share:.3f} {count:,}", share=share, count=count)
    set_language("es")
    assert str(from_lab(message)) == f"{share:.3f}".replace(".", ",") + f" {count:,}".replace(
        ",", "."
    )


def test_what_is_not_marked_stays_as_it_is() -> None:
    assert from_lab("RuntimeError: {no}") == "RuntimeError: {no}"
    assert isinstance(from_lab(told("this is a folder")), Words)
    assert isinstance(told("this is a folder"), Told)


TELLERS = {"HebraError", "InputError", "SessionError", "RefusedError", "Event", "complain"}


def test_every_message_the_window_shows_is_told(root: Path) -> None:
    """A literal where a message belongs would be English for every reader."""
    slipped = []
    for folder in ("session", "records", "runtime", "tasks", "spec"):
        for path in sorted((root / "lab" / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
                if isinstance(node, ast.Call) and name in TELLERS:
                    given_ = [*node.args, *(k.value for k in node.keywords if k.arg == "todo")]
                    slipped += [f"{path.name}:{arg.lineno}" for arg in given_ if _is_sentence(arg)]
    assert slipped == []


def _is_sentence(node: ast.expr) -> bool:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = [p.value for p in parts if isinstance(p, ast.Constant) and isinstance(p.value, str)]
    return any(" " in text.strip() for text in texts)
