"""Nothing moves for its looks where a person wants calm."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui.theme import motion

MOVING = re.compile(r"Q(Property|Variant|Sequential|Parallel)Animation|QTimeLine|QEasingCurve")


def test_off_is_off_and_can_be_taken_back(qapp: QApplication) -> None:
    motion.use(qapp, "system")
    effect, blink = qapp.isEffectEnabled(Qt.UIEffect.UI_AnimateCombo), qapp.cursorFlashTime()
    motion.use(qapp, "off")
    assert motion.reduced()
    assert not qapp.isEffectEnabled(Qt.UIEffect.UI_AnimateCombo)
    assert qapp.cursorFlashTime() == 0
    motion.use(qapp, "system")
    assert qapp.isEffectEnabled(Qt.UIEffect.UI_AnimateCombo) == effect
    assert qapp.cursorFlashTime() == blink


def test_whoever_moves_something_asks_first(root: Path) -> None:
    for path in (root / "ui").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not MOVING.search(text) or "motion" in text, path
