"""Probes of a view are one measurement: they begin, fail and end together."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from lab.errors import SessionError
from tests.ui.hazards.acting import Acting, acting
from tests.ui.living import until
from ui.hazards.carrier import Carrier, Part
from ui.hazards.view import OWNER, HazardView

pytestmark = pytest.mark.qasync


class _View(HazardView):
    """Nothing but the carrier."""

    def __init__(self, services, banners, *, make) -> None:  # type: ignore[no-untyped-def]
        super().__init__(services, banners)
        self.carrier = Carrier(services, make)

    async def leave(self) -> None:
        await self.carrier.close()


def part(key: str) -> Part:
    return Part(key=key, probe="any", order={"key": key})


def begun(home: Acting[_View], *stages: list[Part]) -> Carrier:
    assert home.services.take_turn(OWNER, home.banners)
    home.view.carrier.start(stages)
    return home.view.carrier


async def test_stages_come_after_another_and_parts_at_once(qapp: QApplication) -> None:
    async with acting(qapp, _View) as home:
        told: list[tuple[str, object]] = []
        ended: list[str] = []
        carrier = begun(home, [part("a"), part("b")], [part("c")])
        carrier.told.connect(lambda key, figures: told.append((key, figures)))
        carrier.ended.connect(lambda key, _result: ended.append(key))
        await home.running(2)
        home.runs[1].tell(n=1)
        assert told == [("b", {"n": 1})]
        carrier.wish("a", "size", 3)
        carrier.wish("c", "size", 4)
        assert home.runs[0].wishes == [("size", 3)]
        home.runs[0].end()
        await until(lambda: ended == ["a"])
        assert len(home.runs) == 2, "the next stage waits for the whole of this one"
        home.runs[1].end()
        (await home.running(3)).end()
        await home.idle()
        assert ended == ["a", "b", "c"]
        assert carrier.state == "idle"


async def test_stopped_it_ends_all_and_begins_nothing_more(qapp: QApplication) -> None:
    async with acting(qapp, _View) as home:
        states: list[str] = []
        carrier = begun(home, [part("a"), part("b")], [part("c")])
        carrier.state_changed.connect(states.append)
        carrier.failed.connect(lambda error: states.append(str(error)))
        await home.running(2)
        carrier.stop()
        carrier.stop()
        await home.idle()
        assert states == ["stopping", "idle"]
        assert [run.state for run in home.runs] == ["over", "over"]


async def test_when_one_fails_the_others_are_ended(qapp: QApplication) -> None:
    async with acting(qapp, _View) as home:
        failed: list[str] = []
        carrier = begun(home, [part("a"), part("b")], [part("c")])
        carrier.failed.connect(lambda error: failed.append(error.what))
        await home.running(2)
        home.runs[0].fail("it broke")
        await home.idle()
        assert failed == ["it broke"]
        assert [run.state for run in home.runs] == ["over", "over"]


async def test_one_that_cannot_be_started_is_told(qapp: QApplication) -> None:
    async with acting(qapp, _View) as home:
        failed: list[str] = []
        home.refusal = SessionError("no engine")
        carrier = begun(home, [part("a")])
        carrier.failed.connect(lambda error: failed.append(error.what))
        await home.idle()
        assert failed == ["no engine"]
