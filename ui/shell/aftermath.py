"""What went wrong, told: errors nobody expected, how a window before ended, what cannot be kept."""

from __future__ import annotations

import contextlib
import tempfile
import traceback
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from lab.places import config_folder
from lab.spec.words import why
from ui.controls.banner_stack import BannerStack
from ui.controls.worded import Source, said
from ui.run.details import Deed, show_details
from ui.run.times import when
from ui.shell.window import Window
from ui.words import N_, Words

if TYPE_CHECKING:
    from ui.trouble.reports import Report


class Aftermath:
    """Tells in banners, with the whole report a button away. Nothing is sent anywhere."""

    def __init__(self, window: Window) -> None:
        self._window = window

    def tell_error(
        self, banners: BannerStack, error: BaseException, report: Report | None = None
    ) -> None:
        """Tell of an error that the window goes on after."""
        text = "".join(traceback.format_exception(error))
        banners.tell(
            "unexpected",
            "bad",
            Words(N_("Something went wrong: {what}"), what=str(error) or type(error).__name__),
            N_("The run and the figures are not touched."),
            action=N_("Show details"),
            act=lambda: self._show(banners, "unexpected", str(error), text, report),
        )

    def tell_settings(self, banners: BannerStack, problem: tuple[str, str]) -> None:
        """Tell which file of settings is bad, and what is wrong with it."""
        banners.tell(
            "settings",
            "warn",
            Words(N_("{file}: {why}"), file=problem[0], why=problem[1]),
            N_("The default is used instead; the file is written anew at the end."),
        )

    def tell(self, banners: BannerStack, problem: OSError | None) -> None:
        """Tell how a window before ended; ``problem`` is why no log of this one is kept."""
        from ui.trouble.reports import unseen

        self._tell_of_folders(banners, problem)
        found = unseen()
        if not found:
            return
        report = found[-1]
        banners.tell(
            "crash",
            "warn",
            Words(N_("Hebra ended unexpectedly · {when}"), when=partial(when, report.when)),
            N_(
                "What was measured until then is in History. A report was written on this computer"
                " and sent to nobody."
            ),
            action=N_("Show the report"),
            act=lambda: self._show(banners, "crash", report.what, report.text, report),
        )

    def _tell_of_folders(self, banners: BannerStack, problem: OSError | None) -> None:
        lost: list[Source] = []
        if (refusal := _refusal(config_folder())) is not None:
            lost.append(
                Words(
                    N_("Settings cannot be kept in {folder}: {why}."),
                    folder=str(config_folder()),
                    why=why(refusal),
                )
            )
        if problem is not None:
            lost.append(
                Words(
                    N_("No log and no report of a crash is kept ({file}: {why})."),
                    file=str(problem.filename or ""),
                    why=why(problem),
                )
            )
        if lost:
            banners.tell(
                "folders",
                "warn",
                Words("{said}", said=lambda: " ".join(map(said, lost))),
                N_("All else works. `hebra doctor --installation` says which folders these are."),
            )

    def _show(
        self, banners: BannerStack, subject: str, what: str, text: str, report: Report | None
    ) -> None:
        if report is None:
            show_details(self._window, what, text)
            return
        path = report.path

        def show_file() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

        def delete() -> None:
            with contextlib.suppress(OSError):
                path.unlink()
            banners.drop(subject)

        deeds = [
            Deed(N_("Show the file"), "folder-open", show_file),
            Deed(N_("Delete"), "trash", delete, ends=True),
        ]
        where = Words(N_("Kept in {file}. It is sent to nobody."), file=str(path))
        show_details(self._window, what, report.text, deeds, where)


def _refusal(folder: Path) -> OSError | None:
    """Why nothing can be written into a folder, which is made where it is missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return None
    except OSError as error:
        return error
