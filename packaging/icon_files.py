"""Draw the app's icon into the one file that Windows (.ico) or macOS (.icns) wants of it.

packaging/icon_files.py FILE.ico|FILE.icns
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).resolve().parent.parent / "resources" / "icons" / "hebra.svg"
SIZES = {".ico": (16, 20, 24, 32, 40, 48, 64, 128, 256), ".icns": (16, 32, 64, 128, 256, 512, 1024)}


def painted(svg: str, size: int) -> QImage:
    """A drawing at a size, in pixels."""
    canvas = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    canvas.fill(0)
    painter = QPainter(canvas)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    return canvas


def drawn(size: int, drawing: Path = DRAWING) -> Image.Image:
    """The icon of a size, in pixels: each is drawn anew, none is a larger one made small."""
    canvas = painted(drawing.read_text(encoding="utf-8"), size)
    straight = canvas.convertToFormat(QImage.Format.Format_RGBA8888)
    return Image.frombytes("RGBA", (size, size), bytes(straight.constBits()))


def write(path: Path) -> None:
    """Write the icon in all sizes of the format that the file's ending names."""
    *smaller, largest = (drawn(size) for size in SIZES[path.suffix])
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".ico":
        sizes = [(size, size) for size in SIZES[".ico"]]
        largest.save(path, append_images=smaller, sizes=sizes)
    else:
        largest.save(path, append_images=smaller)


def main(arguments: list[str]) -> int:
    """Run as the text above says."""
    if len(arguments) != 1 or Path(arguments[0]).suffix not in SIZES:
        print(__doc__, file=sys.stderr)
        return 2
    write(Path(arguments[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
