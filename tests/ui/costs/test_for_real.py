"""The page on real probes: figures come, and given up half-way nothing is left behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from lab.costs.conductor import CostConductor
from tests.ui.costs.staging import staged
from tests.ui.living import until

pytestmark = pytest.mark.qasync


async def test_real_figures_come_and_the_rest_is_given_up(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with staged(qapp, tmp_path) as home:
        home.runner._make = CostConductor
        home.page.show_section("switch")
        home.page.toggle()
        await until(lambda: home.page.view.charts[0].known)
        assert home.page.escape()
        await home.idle()
        assert home.page.view.state.chip.text().startswith("Cut short")
        await until(home.store.path.exists)


async def test_the_window_ends_while_connections_are_open(
    qapp: QApplication, tmp_path: Path
) -> None:
    """The fixture fails when a process or a socket's owner is left."""
    async with staged(qapp, tmp_path) as home:
        home.runner._make = CostConductor
        home.page.show_section("connections")
        home.page.toggle()
        await until(lambda: "Block 1" in home.page.view.state.words.text())
