"""The least PySide6 window there is: shows a plain widget, says when it was painted, ends."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class Bare(QWidget):
    painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.painted:
            self.painted = True
            QTimer.singleShot(0, self._tell)

    def _tell(self) -> None:
        sys.stdout.write("painted\n")
        sys.stdout.flush()
        self.close()


if __name__ == "__main__":
    app = QApplication([])
    window = Bare()
    window.resize(1440, 900)
    window.show()
    sys.exit(app.exec())
