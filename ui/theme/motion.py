"""Whether a person wants calm: nothing on the window moves by itself then.

Everything that would move for its looks asks :func:`reduced`. Live charts go on: what moves there
is what is measured, and stopping the run stops them.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStyle

_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)
_chosen = ["system"]
_usual: list[tuple[list[Qt.UIEffect], int]] = []
"""Effects and blinking as the system had them when it was first asked."""


def use(app: QApplication, choice: str) -> None:
    """Move as the ``"system"`` does, or not at all (``"off"``): Qt's own effects, too."""
    if not _usual:
        effects = [one for one in _EFFECTS if app.isEffectEnabled(one)]
        _usual.append((effects, app.cursorFlashTime()))
    _chosen[0] = choice
    still, (effects, blink) = reduced(), _usual[0]
    for effect in _EFFECTS:
        app.setEffectEnabled(effect, not still and effect in effects)
    app.setCursorFlashTime(0 if still else blink)


def reduced() -> bool:
    """Whether animations are off: here, or on the desktop as far as it tells Qt."""
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    return _chosen[0] == "off" or QApplication.style().styleHint(hint) == 0
