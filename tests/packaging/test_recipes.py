"""The recipes for Windows and macOS, which do not run here: what can be known of them without."""

from __future__ import annotations

import ast
import plistlib
import re
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from PIL import IcnsImagePlugin, Image

import lab
from tests.programs import program

SPEC = 'EXE("part", name="hebra", console=True)\nEXE("engine", name="hebra-engine", console=True)\n'
SPEC += 'COLLECT(SPECPATH, name="hebra")\n'
"""What the bundle's own spec comes to, seen from the one around it."""


class Made(list[tuple[str, tuple[Any, ...], dict[str, Any]]]):
    """Stands in for PyInstaller's classes: what was called, in its order."""

    def named(self, name: str) -> Any:
        def call(*args: Any, **settings: Any) -> str:
            self.append((name, args, settings))
            return f"made {name}"

        return call

    def of(self, name: str) -> list[dict[str, Any]]:
        return [settings for called, _, settings in self if called == name]


@pytest.fixture
def carried_out(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Carries out a spec of a system's around a bundle's spec that does nothing else."""
    monkeypatch.setattr(sys, "path", list(sys.path))

    def carry_out(system: str) -> tuple[Made, Path]:
        bundle = tmp_path / "packaging" / "bundle"
        bundle.mkdir(parents=True)
        (bundle / "hebra.spec").write_text(SPEC)
        folder = tmp_path / "packaging" / system
        folder.mkdir()
        for name in ("hebra.spec", "Info.plist"):
            if (root / "packaging" / system / name).exists():
                (folder / name).write_bytes((root / "packaging" / system / name).read_bytes())
        made = Made()
        names = {name: made.named(name) for name in ("EXE", "COLLECT", "BUNDLE")}
        spec = folder / "hebra.spec"
        code = compile(spec.read_text(encoding="utf-8"), spec, "exec")
        exec(code, names | {"SPECPATH": str(folder)})
        return made, bundle

    return carry_out


def test_the_bundles_own_spec_is_one_that_the_recipes_can_stand_around(root: Path) -> None:
    """They look at the name of each EXE, and hand the one COLLECT on."""
    path = root / "packaging" / "bundle" / "hebra.spec"
    if not path.exists():
        pytest.skip("no bundle is built from this checkout")
    spec = path.read_text(encoding="utf-8")
    calls = [node for node in ast.walk(ast.parse(spec)) if isinstance(node, ast.Call)]
    named = [(node.func.id, node) for node in calls if isinstance(node.func, ast.Name)]
    assert [name for name, _ in named].count("COLLECT") == 1
    programs = [node for name, node in named if name == "EXE"]
    assert programs
    for node in programs:
        assert {"name", "console"} <= {keyword.arg for keyword in node.keywords}


# ── macOS ────────────────────────────────────────────────────────────────────────────────────
macos = program("macos/build")


def test_the_mac_app_is_made_of_the_bundle_as_it_stands(carried_out: Any, root: Path) -> None:
    made, bundle = carried_out("macos")
    assert [name for name, _, _ in made] == ["EXE", "EXE", "COLLECT", "BUNDLE"]
    window, engine = made.of("EXE")
    assert (window["console"], engine["console"]) == (False, True)
    assert made[2][1] == (str(bundle),)  # the bundle's spec knows its own folder
    _, args, app = made[3]
    assert args == ("made COLLECT",)
    assert app["version"] == lab.__version__
    assert app["name"] == macos.APP.name
    assert app["icon"].endswith(str(macos.ICON.relative_to(root)))


def test_the_mac_app_opens_experiments_and_names_no_version(root: Path) -> None:
    told = plistlib.loads((root / "packaging" / "macos" / "Info.plist").read_bytes())
    (document,) = told["CFBundleDocumentTypes"]
    (declared,) = told["UTExportedTypeDeclarations"]
    assert document["LSItemContentTypes"] == [declared["UTTypeIdentifier"]]
    tags = declared["UTTypeTagSpecification"]
    assert tags["public.filename-extension"] == ["hebra"]
    assert tags["public.mime-type"] == ["application/x-hebra-experiment+toml"]
    assert not any("Version" in key for key in told if key != "LSMinimumSystemVersion")


def test_the_mac_image_holds_the_signed_app_and_where_to_put_it() -> None:
    icon, spec, sign, verify, copy, link, image = macos.commands("1.2.3", "arm64", "-")
    assert icon[-1] == str(macos.ICON)
    for named in (icon[1], spec[-1]):
        assert Path(named).is_file(), named
    assert sign[-1] == verify[-1] == copy[1] == str(macos.APP)
    assert Path(copy[2]).parent == Path(link[3]).parent == Path(image[-2])
    assert image[-1].endswith("build/packaging/hebra-1.2.3-macos-arm64.dmg")
    assert "--timestamp" not in sign


def test_a_real_identity_signs_for_notarising() -> None:
    sign = macos.commands("1.2.3", "arm64", "Developer ID")[2]
    assert {"Developer ID", "runtime", "--timestamp"} <= set(sign)


# ── Windows ──────────────────────────────────────────────────────────────────────────────────
windows = program("windows/build")


def test_the_programs_for_windows_have_icon_and_version(carried_out: Any) -> None:
    made, bundle = carried_out("windows")
    window, engine = made.of("EXE")
    assert window["hide_console"] == "hide-early"
    assert "hide_console" not in engine
    for settings in (window, engine):
        assert settings["console"] is True  # it is the command line as well
        for setting, file in (("icon", windows.ICON), ("version", windows.VERSION_FILE)):
            assert settings[setting].endswith(str(file.relative_to(windows.ROOT)))
    assert made[2][1] == (str(bundle),)


def test_windows_is_told_the_version_in_four_numbers() -> None:
    def node(*args: Any, **settings: Any) -> SimpleNamespace:
        return SimpleNamespace(args=args, **settings)

    names = ["VSVersionInfo", "FixedFileInfo", "StringFileInfo", "StringTable"]
    names += ["StringStruct", "VarFileInfo", "VarStruct"]
    told = eval(windows.details("1.20.3"), dict.fromkeys(names, node))
    assert told.ffi.filevers == told.ffi.prodvers == (1, 20, 3, 0)
    strings = dict(one.args for one in told.kids[0].args[0][0].args[1])
    assert strings["FileVersion"] == strings["ProductVersion"] == "1.20.3"


def test_the_compiler_is_looked_for_where_its_installer_puts_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FileNotFoundError, match="Inno Setup is not installed"):
        windows.compiler([str(tmp_path)])
    compiler = tmp_path / "Inno Setup 6" / "ISCC"
    compiler.parent.mkdir()
    compiler.write_text("")
    compiler.chmod(0o755)
    assert windows.compiler([str(tmp_path)]) == str(compiler)
    icon, spec, setup = windows.commands("1.2.3", str(compiler))
    assert icon[-1] == str(windows.ICON)
    for named in (icon[1], spec[-1], setup[-1]):
        assert Path(named).is_file(), named
    assert setup[1] == "/DVersion=1.2.3"


class Script:
    """An Inno Setup script, taken apart: macros, directives, and the entries of each section."""

    def __init__(self, text: str, given: dict[str, str]) -> None:
        self.macros = dict(given)
        self.settings: dict[str, str] = {}
        self.entries: dict[str, list[dict[str, str]]] = {}
        section = ""
        for line in text.splitlines():
            if define := re.fullmatch(r'#define (\w+) "(.*)"', line):
                self.macros[define[1]] = define[2]
            elif head := re.fullmatch(r"\[(\w+)\]", line):
                section = head[1]
            elif line and not line.startswith((";", "#", " ")):
                self._take(section, self.expanded(line))

    def expanded(self, text: str) -> str:
        return re.sub(r"\{#(\w+)\}", lambda macro: self.macros[macro[1]], text)

    def _take(self, section: str, line: str) -> None:
        if section in ("Setup", "CustomMessages"):
            name, _, value = line.partition("=")
            self.settings[name] = value
        else:
            fields = re.findall(r'(\w+): (?:"((?:[^"]|"")*)"|([^;]*))(?:; |$)', line)
            assert (
                "; ".join(f"{n}: " + (f'"{q}"' if q or not b else b) for n, q, b in fields) == line
            )
            entry = {name: (quoted or bare).replace('""', '"') for name, quoted, bare in fields}
            self.entries.setdefault(section, []).append(entry)


@pytest.fixture(scope="module")
def script(root: Path) -> Script:
    text = (root / "packaging" / "windows" / "hebra.iss").read_text(encoding="utf-8")
    return Script(text, {"Version": "1.2.3"})


def test_every_macro_of_the_installer_is_defined(root: Path) -> None:
    text = (root / "packaging" / "windows" / "hebra.iss").read_text(encoding="utf-8")
    with pytest.raises(KeyError, match="Version"):
        Script(text, {})  # and only this one has to be handed over


def test_every_file_of_the_installer_is_there_or_made(script: Script, root: Path) -> None:
    folder = root / "packaging" / "windows"
    made = {windows.ICON, windows.WORK / "hebra"}
    for setting in ("LicenseFile", "SetupIconFile"):
        path = (folder / script.settings[setting].replace("\\", "/")).resolve()
        assert path.is_file() or path in made, path
    (files,) = script.entries["Files"]
    assert (folder / files["Source"].replace("\\", "/")).resolve().parent in made
    out = (folder / script.settings["OutputDir"].replace("\\", "/")).resolve()
    assert out == root / "build" / "packaging"


def test_what_is_started_is_one_of_the_bundles_programs(script: Script) -> None:
    started = {one["Filename"] for part in ("Icons", "Run") for one in script.entries[part]}
    assert started == {r"{app}\hebra.exe"}


def test_nobody_has_to_be_an_administrator(script: Script) -> None:
    assert script.settings["PrivilegesRequired"] == "lowest"
    assert "PrivilegesRequiredOverridesAllowed" not in script.settings
    assert script.settings["DefaultDirName"].startswith("{autopf}")
    assert {one["Root"] for one in script.entries["Registry"]} == {"HKA"}


def test_removing_it_takes_its_own_along_and_nothing_else(script: Script) -> None:
    for part in ("InstallDelete", "UninstallDelete"):
        assert all(one["Name"].startswith("{app}\\") for one in script.entries[part])
    kept: list[str] = []
    for one in script.entries["Registry"]:
        removed = "uninsdelete" in one.get("Flags", "")
        below_removed = any(one["Subkey"].startswith(key + "\\") for key in kept)
        assert removed or below_removed, one
        if "uninsdeletekey" in one.get("Flags", "").split():
            kept.append(one["Subkey"])


def test_experiments_are_opened_by_the_window(script: Script) -> None:
    values = {
        one["Subkey"].rpartition("\\")[2]: one["ValueData"] for one in script.entries["Registry"]
    }
    assert values["command"] == r'"{app}\hebra.exe" window "%1"'
    assert script.macros["Ending"] == ".hebra"
    assert script.settings["ChangesAssociations"] == "yes"


def test_tasks_and_messages_that_are_used_are_declared(script: Script, root: Path) -> None:
    tasks = {one["Name"] for one in script.entries["Tasks"]}
    used = {one["Tasks"] for part in script.entries.values() for one in part if "Tasks" in one}
    assert used == tasks
    text = (root / "packaging" / "windows" / "hebra.iss").read_text(encoding="utf-8")
    standard = {"CreateDesktopIcon", "AdditionalIcons", "LaunchProgram"}
    asked = set(re.findall(r"\{cm:(\w+)", text)) - standard
    for language in ("en", "es"):
        assert {name for name in asked if f"{language}.{name}" in script.settings} == asked


# ── Icons ────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture(scope="module")
def icons() -> ModuleType:
    return program("icon_files")


@pytest.mark.usefixtures("qapp")
def test_the_icon_for_windows_is_drawn_in_every_size(icons: ModuleType, tmp_path: Path) -> None:
    icons.write(tmp_path / "made" / "hebra.ico")
    with Image.open(tmp_path / "made" / "hebra.ico") as icon:
        assert icon.info["sizes"] == {(size, size) for size in icons.SIZES[".ico"]}
        assert icon.convert("RGBA").getpixel((128, 10)) == icons.drawn(256).getpixel((128, 10))


@pytest.mark.usefixtures("qapp")
def test_the_icon_for_macos_is_drawn_in_every_size(icons: ModuleType, tmp_path: Path) -> None:
    icons.write(tmp_path / "hebra.icns")
    with Image.open(tmp_path / "hebra.icns") as icon:
        assert isinstance(icon, IcnsImagePlugin.IcnsImageFile)
        widths = {width * scale for width, _, scale in icon.info["sizes"]}
    assert set(icons.SIZES[".icns"]) - {64, 16} <= widths


def test_another_format_is_refused(icons: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert icons.main(["hebra.gif"]) == 2
    assert "FILE.ico" in capsys.readouterr().err
