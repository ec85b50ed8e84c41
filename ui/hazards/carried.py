"""A hazard whose probes are carried out by one carrier: what such views have in common."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from lab.errors import HebraError
from lab.session.probing import ProbeResult
from ui.controls.banner_stack import BannerStack
from ui.run.services import Services

from .carrier import Carrier, MakeRun
from .view import OWNER, HazardView


class CarriedView(HazardView):
    """Starts and ends its probes by Space, Esc and its button; a view fills in what they tell."""

    def __init__(
        self,
        services: Services,
        banners: BannerStack,
        parent: QWidget | None = None,
        *,
        make: MakeRun | None = None,
    ) -> None:
        super().__init__(services, banners, parent)
        self.carrier = Carrier(services, make)
        self.carrier.began.connect(self._begin)
        self.carrier.told.connect(self._take)
        self.carrier.ended.connect(self._end)
        self.carrier.state_changed.connect(self._show_state)
        self.carrier.failed.connect(self._fail)

    def start_all(self) -> None:
        """Carry out everything there is to be seen."""
        raise NotImplementedError

    def toggle(self) -> None:
        """Space: start, or end it."""
        if self.carrier.state == "idle":
            self.start_all()
        else:
            self.carrier.stop()

    def escape(self) -> bool:
        """Esc: end it."""
        busy = self.carrier.state != "idle"
        self.carrier.stop()
        return busy

    async def leave(self) -> None:
        """End it and wait for its end."""
        await self.carrier.close()

    def _may_start(self) -> bool:
        """Whether it is this view's turn now; what went wrong before is not told any longer."""
        if self.carrier.state != "idle" or not self.services.take_turn(OWNER, self.banners):
            return False
        self.banners.drop(self.key)
        return True

    def _begin(self, key: str) -> None:
        """The probe of this key is under way."""
        raise NotImplementedError

    def _take(self, key: str, figures: dict[str, Any]) -> None:
        """Figures have come while it goes on."""
        raise NotImplementedError

    def _end(self, key: str, result: ProbeResult) -> None:
        """The probe of this key has ended by itself."""
        raise NotImplementedError

    def _show_state(self, state: str) -> None:
        """The carrier's state is another one."""
        raise NotImplementedError

    def _fail(self, error: HebraError) -> None:
        self.banners.tell_error(self.key, error)
