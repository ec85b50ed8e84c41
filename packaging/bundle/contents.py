"""What goes into the bundle beyond what PyInstaller finds by itself, and what stays out of it.

The spec reads this; each name that is left out has its reason.
"""

from __future__ import annotations

import sys
from fnmatch import fnmatch
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path, PurePath

from packaging.utils import canonicalize_name

# These programs are no package: what they share with the others in packaging/ is found by path.
sys.path.append(str(Path(__file__).resolve().parent.parent / "release"))

from inventory import STARTER, shipped
from source import requirements

ENGINE_ROOMS = ("lab.spec", "lab.tasks", "lab.runtime", "lab.probes", "lab.experiments")
"""What the engine imports by name, or as ``-m``."""
MEASURED = ("aiohttp", "urllib3", "numpy", "PIL.Image", "PIL.ImageFilter", "psycopg")
"""The libraries that tasks measure."""
PAPER = tuple(f"matplotlib.backends.backend_{kind}" for kind in ("agg", "svg", "pdf"))
"""What charts are written by; matplotlib imports them by name."""

STOOD_FOR = {
    "PySide6.QtOpenGL": "no_opengl.py",
    "PySide6.QtOpenGLWidgets": "no_opengl_widgets.py",
}
"""What pyqtgraph imports and nobody uses, by what stands for it."""
# Fonts are cut down for PDFs, not made, merged or drawn.
_FONT_MAKING = (
    *("afmLib", "cu2qu", "diff", "fontBuilder", "help", "merge", "mtiLib", "qu2cu", "svgLib"),
    *("t1Lib", "tfmLib", "ttx", "ufoLib", "voltLib", "varLib.instancer"),
)
# Contours and triangles; matplotlib imports both only when it draws them.
_NO_SUCH_CHARTS = ("contourpy", "matplotlib._qhull", "matplotlib._tri")
# GPL: readline and gdbm, which Python's own modules of these names would bring along.
_GPL = ("readline", "rlcompleter", "_gdbm", "dbm.gnu")
# Terminals, other windows, other systems, and what only makes or tests Python itself.
_NO_USE = (
    *("_curses", "_curses_panel", "curses", "_dbm", "_tkinter", "tkinter", "turtle"),
    *("ensurepip", "idlelib", "lib2to3", "test", "turtledemo", "venv"),
    *("antigravity", "this", "pydoc_data"),
)
# NumPy imports them only when they are used.
_NUMPY = ("numpy.f2py", "numpy.fft", "numpy.polynomial", "numpy.random")
_TOOLS = ("pip", "setuptools", "wheel", "pytest", "PyInstaller", "pkg_resources")
LEFT_OUT = (
    *_GPL,
    *_NO_USE,
    *_TOOLS,
    *("IPython", "pyarrow", "scipy", "pydantic.v1"),
    *_NUMPY,
    *(f"fontTools.{name}" for name in _FONT_MAKING),
    *_NO_SUCH_CHARTS,
    *("matplotlib.backends.backend_qt", "matplotlib.backends.backend_qtagg", "PIL.ImageQt"),
    # Nothing asks the network through Qt, prints or speaks to a database with it.
    *("PySide6.QtNetwork", "PySide6.QtSql", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtXml"),
    *("PySide6.QtPrintSupport", "PySide6.QtTest", "PySide6.QtDBus"),
    *STOOD_FOR,
    *("pyqtgraph.opengl", "pyqtgraph.flowchart", "pyqtgraph.console", "pyqtgraph.jupyter"),
)

_PLUGINS = (
    "platforms/*qxcb*",
    "platforms/*qwayland*",
    "platforms/*qoffscreen*",
    "platforms/*qwindows*",
    "platforms/*qcocoa*",
    "platformthemes/*",  # they load only where the desktop has what they need
    "platforminputcontexts/*",  # dead keys: á, ñ
    "iconengines/*svg*",
    "imageformats/*svg*",
    "styles/*",
    "wayland-decoration-client/*",
    "wayland-shell-integration/*xdg-shell*",
)
# A desktop has them: the package depends on them, as Qt's own wheels do. These few it may lack.
_SYSTEM_KEPT = (
    *("libpython3*", "libssl*", "libcrypto*", "libsqlite3*", "libffi*", "liblzma*", "libbz2*"),
    *("libxcb-cursor*", "libxcb-icccm*", "libxcb-image*", "libxcb-keysyms*", "libxcb-util*"),
    *("libxcb-render-util*", "libxcb-xkb*", "libxkbcommon*"),
)
_USELESS = (
    "*/Qt/translations/*",
    "*/Qt/lib/libQt6Network.so*",
    "*/Qt/lib/libQt6EglF[Ss]*",
    "*/Qt/lib/libQt6WaylandEglClientHwIntegration*",
    "*/Qt/lib/libQt6WlShellIntegration*",
    "*/Qt/lib/libQt6Test*",
    "*/Qt/lib/libQt6OpenGL*",
    "lab/resources/*.po",
    "*.dist-info/RECORD",
    "*.dist-info/sboms/*",
    "*/lib-dynload/_codecs_[chjkt]*",  # Chinese, Japanese and Korean encodings of the last century
    # What only those of Pillow's formats need that the image tasks do not use.
    *(
        f"pillow.libs/lib{name}-*"
        for name in ("avif", "webp", "webpmux", "webpdemux", "sharpyuv", "freetype", "harfbuzz")
    ),
    *(f"pillow.libs/lib{name}-*" for name in ("brotlicommon", "brotlidec", "png16", "lcms2")),
    "PIL/_avif*",
    "PIL/_webp*",
    "PIL/_imagingft*",
    "PIL/_imagingcms*",
    "PIL/_imagingtk*",
    "matplotlib/mpl-data/sample_data/*",
    "matplotlib/mpl-data/plot_directive/*",
    "matplotlib/mpl-data/fonts/afm/*",
    "matplotlib/mpl-data/fonts/pdfcorefonts/*",
    "matplotlib/mpl-data/fonts/ttf/STIX*",
    "matplotlib/mpl-data/fonts/ttf/DejaVuSerif*",
    "matplotlib/mpl-data/fonts/ttf/DejaVuSans*Oblique*",
    "matplotlib/mpl-data/fonts/ttf/DejaVuSans-Bold*",
    "matplotlib/mpl-data/fonts/ttf/DejaVuSansMono*",
    "matplotlib/mpl-data/images/*",
    "numpy/_core/_multiarray_tests*",
    "pyqtgraph/icons/*",
    "pyqtgraph/colors/maps/*",
)

STANDARD = tuple(
    name
    for name in sorted(sys.stdlib_module_names)
    if name not in (*_GPL, *_NO_USE) and "test" not in name and find_spec(name)
)
"""The engine carries out programs: they find the whole standard library."""


def distributions() -> list[str]:
    """The distributions whose versions and licences the app tells: all but what starts it."""
    installed = {
        str(canonicalize_name(one.metadata["Name"])): one for one in metadata.distributions()
    }
    return sorted(shipped(requirements(), installed) - {STARTER})


_ENGINE_FILES = (
    "lab/__init__.py",
    "lab/capabilities.py",
    "lab/errors.py",
    "lab/file_lock.py",
    *(f"{r.replace('.', '/')}/*" for r in ENGINE_ROOMS),
)


def wanted(name: str, source: str, kind: str) -> bool:
    """Whether a file that PyInstaller found goes along: the name it gets, and where it is now."""
    path = name.replace("\\", "/")
    if any(fnmatch(path, pattern) for pattern in _USELESS):
        return False
    if kind == "SYMLINK":
        return wanted(source, source, "BINARY")
    if "/Qt/plugins/" in path:
        return any(fnmatch(path, f"*/Qt/plugins/{pattern}") for pattern in _PLUGINS)
    if path.startswith("lab/") and path.endswith(".py"):
        return any(fnmatch(path, pattern) for pattern in _ENGINE_FILES)
    from_system = source.startswith(("/lib/", "/usr/lib/", "/lib64/", "/usr/lib64/"))
    if kind == "BINARY" and from_system:
        return any(fnmatch(PurePath(path).name, pattern) for pattern in _SYSTEM_KEPT)
    return True


_LEXERS = ("pygments.lexers", "pygments.lexers._mapping", "pygments.lexers.python")
_PICTURES = tuple(f"PIL.{kind}ImagePlugin" for kind in ("Bmp", "Gif", "Jpeg", "Png", "Ppm"))
"""Pillow's own formats of every day; it does without the others."""
_UNREAD = (
    *("matplotlib", "pyqtgraph", "mpl_toolkits", "fontTools", "pyparsing", "dateutil", "pygments"),
    *("jinja2", "markdown_it", "psutil", "kiwisolver", "cycler", "platformdirs", "rich", "ui"),
)
"""What only the window uses and nobody reads the docstrings of. What is measured stays as it is."""
_ALWAYS_DROPPED = ("pyi_rth_mplconfig",)
"""Has matplotlib forget at every start which fonts there are."""


def hook_runs(name: str) -> bool:
    """Whether PyInstaller's own code of this name runs at every start, before the app's.

    On Linux none of it is needed: Qt's libraries know where their plugins are, hebra.py starts
    multiprocessing's processes, modules know their sources. It takes a tenth of a second.
    """
    ours = not name.startswith("pyi_rth_")
    return ours or (sys.platform != "linux" and name not in _ALWAYS_DROPPED)


_PROMPT = ("_pyrepl.pager",)
"""pydoc turns pages with it; nobody types at a prompt of this Python."""
_COLOURS = ("pygments.styles", "pygments.styles._mapping", "pygments.styles.default")
STORED = ("matplotlib", "pyqtgraph")
"""Libraries whose modules are not compressed one by one: what is cannot be compressed again, and a
package to download would be 1 MB larger. The others are, for the room they take once installed.
"""
AT_START = (
    *("argparse", "ast", "contextlib", "dis", "inspect", "logging", "pathlib", "pathlib._abc"),
    *("pathlib._local", "random", "shutil", "tempfile", "threading", "typing", "zipfile"),
)
"""The large ones among the modules that the first paint waits for: it need not wait for zlib."""


def level(name: str) -> int:
    """How much a module is compressed among the programs' modules, as zlib counts it."""
    return 0 if name in AT_START or name.partition(".")[0] in STORED else 9


def goes(name: str) -> bool:
    """Whether a module of Python goes along."""
    families = (
        ("_pyrepl.", _PROMPT),
        ("pygments.lexers.", _LEXERS),
        ("pygments.styles.", _COLOURS),
    )
    for family, kept in families:
        if name.startswith(family):
            return name in kept
    return name in _PICTURES or not (name.startswith("PIL.") and name.endswith("ImagePlugin"))


def unread(name: str, source: str, kind: str) -> tuple[str, str, str]:
    """A module as it goes along: without docstrings where nobody reads them."""
    bare = kind == "PYMODULE" and name.partition(".")[0] in _UNREAD
    return name, source, "PYMODULE-2" if bare else kind
