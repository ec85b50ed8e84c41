"""Each chart's line says what its figures say, in both languages, and fits below the chart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lab.spec import Topology
from ui import words
from ui.bench.chart_words import cores_words, lanes_words, latency_words, throughput_words
from ui.bench.charts import Charts
from ui.bench.figures import Figures
from ui.theme import fonts, look
from ui.words import Words

from .test_sentence import BASE

Say = Callable[[Figures], Words | None]
QUIET = replace(BASE, gil=0.05, running=0.4, io=0.3, cores_used=1.5)
LOOP = replace(BASE, topology=Topology(coroutines=50), gil=0.0, loop=0.8, io=0.1, running=0.1)
QUEUE = replace(BASE, gil=0.1, core=0.4, cores_used=7.5)
FULL = replace(QUIET, others=7.0)
WAITS = replace(BASE, gil=0.0, io=0.95, running=0.05, cores_used=0.2)
# what says it, about what: in English, in Spanish
CASES: dict[str, tuple[Say, Figures, str, str]] = {
    "gil": (
        throughput_words,
        BASE,
        "The GIL limits it: lanes wait for their turn 54 % of the time.",
        "Lo limita el GIL: los carriles lo esperan el 54 % del tiempo.",
    ),
    "loop": (
        throughput_words,
        LOOP,
        "The event loop limits it: coroutines wait for it 80 % of the time.",
        "Lo limita el bucle: las corrutinas lo esperan el 80 % del tiempo.",
    ),
    "queue": (
        throughput_words,
        QUEUE,
        "The cores limit it: all 8 are busy.",
        "Lo limitan los núcleos: los 8 están ocupados.",
    ),
    "full": (
        throughput_words,
        FULL,
        "The cores limit it: all 8 are busy.",
        "Lo limitan los núcleos: los 8 están ocupados.",
    ),
    "waits": (
        throughput_words,
        WAITS,
        "Waiting for I/O limits it: more lanes could do more.",
        "Lo limita la espera de E/S: más carriles podrían hacer más.",
    ),
    "quiet": (
        throughput_words,
        QUIET,
        "Nothing is saturated: it uses 1.50 of 8 cores.",
        "Nada está saturado: usa 1,50 de 8 núcleos.",
    ),
    "latency": (
        latency_words,
        BASE,
        "Half take up to 43.0 ms, 5 % more than 84.0 ms.",
        "La mitad tarda hasta 43,0 ms; el 5 %, más de 84,0 ms.",
    ),
    "lanes and the GIL": (
        lanes_words,
        BASE,
        "Lanes run 25 % of the time; else they mostly wait for the GIL.",
        "En marcha el 25 % del tiempo; lo demás, sobre todo esperando al GIL.",
    ),
    "lanes and the loop": (
        lanes_words,
        LOOP,
        "Lanes run 10 % of the time; else they mostly wait for the loop.",
        "En marcha el 10 % del tiempo; lo demás, sobre todo esperando al bucle.",
    ),
    "lanes and cores": (
        lanes_words,
        replace(QUEUE, io=0.1),
        "Lanes run 25 % of the time; else they mostly wait for a core.",
        "En marcha el 25 % del tiempo; lo demás, sobre todo sin núcleo libre.",
    ),
    "lanes and I/O": (
        lanes_words,
        WAITS,
        "Lanes run 5 % of the time; else they mostly wait for I/O.",
        "En marcha el 5 % del tiempo; lo demás, sobre todo esperando E/S.",
    ),
    "lanes that run": (
        lanes_words,
        replace(QUIET, running=0.97),
        "Lanes run 97 % of the time: hardly anything holds them up.",
        "En marcha el 97 % del tiempo: casi nada frena a los carriles.",
    ),
    "cores free": (
        cores_words,
        BASE,
        "6.50 of 8 cores are free.",
        "Quedan libres 6,50 de 8 núcleos.",
    ),
    "cores queued for": (
        cores_words,
        QUEUE,
        "Lanes queue for a core 40 % of the time.",
        "Cola por un núcleo: el 40 % del tiempo.",
    ),
    "cores full": (
        cores_words,
        FULL,
        "All 8 cores are busy: there is no room for more.",
        "Los 8 núcleos están ocupados: no cabe nada más.",
    ),
}


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    look.apply(qapp, "light")
    words.set_language("en")
    yield
    words.set_language("en")


@pytest.mark.parametrize("case", CASES)
def test_a_line_says_what_the_figures_say(case: str) -> None:
    say, figures, english, spanish = CASES[case]
    said = say(figures)
    assert str(said).replace(words.NBSP, " ") == english
    words.set_language("es")
    assert str(said).replace(words.NBSP, " ") == spanish


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("case", CASES)
def test_a_line_fits_the_smallest_window(case: str, language: str) -> None:
    say, figures, *_ = CASES[case]
    narrow = say in (latency_words, cores_words)
    words.set_language(language)
    assert fonts.width(str(say(figures)), 12) <= (326 if narrow else 462)


def test_what_is_not_known_is_not_said() -> None:
    unknown = replace(BASE, running=None, p50_ms=None, cores=0, throughput_per_s=0.0)
    for say in (throughput_words, latency_words, lanes_words, cores_words):
        assert say(unknown) is None


def test_lines_stand_below_the_charts_and_nothing_moves(qtbot: QtBot) -> None:
    charts = Charts()
    qtbot.addWidget(charts)
    charts.resize(860, 460)
    charts.show()
    before = charts.throughput.chart.geometry()
    charts.say(BASE)
    notes = [note for note, _words in charts._notes]
    assert notes[0].text().startswith("The GIL limits it")
    assert notes[1].text().startswith("Half take up to")
    assert notes[2].text().startswith("Lanes run")
    assert notes[3].text().endswith("cores are free.")
    assert charts.throughput.chart.geometry() == before
    shown: tuple[QWidget, ...] = (
        charts.throughput.chart, charts.latency.chart, charts.lanes.chart, charts.cores.chart,
    )  # fmt: skip
    for note, chart in zip(notes, shown, strict=True):
        assert note.parent() is chart.parent()
        assert note.y() >= chart.geometry().bottom()


SHARE = st.one_of(st.none(), st.floats(0.0, 1.0))


@given(SHARE, SHARE, SHARE, SHARE, SHARE, st.floats(0.0, 16.0), st.integers(0, 16))
def test_no_figures_make_a_line_fail(
    running: float | None,
    gil: float | None,
    core: float | None,
    io: float | None,
    loop: float | None,
    used: float,
    cores: int,
) -> None:
    figures = replace(
        BASE, running=running, gil=gil, core=core, io=io, loop=loop, cores_used=used, cores=cores
    )
    for say in (throughput_words, latency_words, lanes_words, cores_words):
        assert "{" not in str(say(figures) or "")
