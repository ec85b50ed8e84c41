"""Write the bill of materials of the bundle: CycloneDX 1.6, the same from the same commit and lock.

    packaging/release/sbom.py --installed FILE [--bundle FOLDER] OUT.cdx.json

Run by the Python of the environment that the bundle is built in: its components are what is
installed there. FILE is what pip reported when it installed that. With the bundle, the libraries
of the system that got into it are listed too, by the package they belong to.
The result is held to CycloneDX's own schema before it is written.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from inventory import Component, component, direct, interpreter, purl, shipped, wanted_by
from packaging.utils import canonicalize_name
from source import ROOT, NotReadyError, commit, version
from system import of_the_system

UNREPORTED = {"pip"}
"""What was in the environment before pip reported; it is in no bundle."""


def hashes(report: Mapping[str, Any]) -> dict[str, str]:
    """The SHA-256 of the wheel of each distribution that pip reported."""
    return {
        canonicalize_name(one["metadata"]["name"]): one["download_info"]["archive_info"]["hashes"][
            "sha256"
        ]
        for one in report["install"]
    }


def subject(project: Mapping[str, Any], number: str, name: str) -> Component:
    """What the bill is of."""
    return {
        "type": "application",
        "bom-ref": purl(project["name"], number),
        "name": "Hebra",
        "version": number,
        "description": project["description"],
        "licenses": [{"expression": project["license"], "acknowledgement": "declared"}],
        "purl": purl(project["name"], number),
        "properties": [{"name": "hebra:commit", "value": name}],
    }


def bill(
    project: Mapping[str, Any],
    installed: Mapping[str, Distribution],
    wheels: Mapping[str, str],
    system: Sequence[Component] = (),
    root: Path = ROOT,
) -> dict[str, Any]:
    """The whole document."""
    unknown = sorted(installed.keys() - wheels.keys() - UNREPORTED)
    if unknown:
        raise NotReadyError(f"pip did not report where these came from: {', '.join(unknown)}.")
    name, seconds = commit(root)
    about = subject(project, version(root), name)
    used = direct(project["dependencies"])
    inside = shipped(project["dependencies"], installed)
    components = [
        component(found, wheels, shipped=key in inside) for key, found in sorted(installed.items())
    ]
    python = interpreter()
    refs = {key: purl(key, found.version) for key, found in sorted(installed.items())}
    needs = {
        key: wanted_by(found.requires or []) & refs.keys()
        for key, found in sorted(installed.items())
    }
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, about['purl'] + '#' + name)}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(seconds, UTC).isoformat(),
            "lifecycles": [{"phase": "build"}],
            "component": about,
        },
        "components": [python, *components, *system],
        "dependencies": [
            {
                "ref": about["bom-ref"],
                "dependsOn": [
                    python["bom-ref"],
                    *(refs[key] for key in sorted(used & refs.keys())),
                ],
            },
            *(
                {"ref": refs[key], "dependsOn": [refs[other] for other in sorted(others)]}
                for key, others in needs.items()
            ),
        ],
    }


def text_of(document: Mapping[str, Any]) -> str:
    """The bill as text; raises where CycloneDX's schema does not allow it."""
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if wrong is not None:
        where, what = wrong.data.json_path, wrong.data.message
        raise NotReadyError(f"The bill of materials is not CycloneDX 1.6: {where}: {what[:300]}")
    return text


def write(report: Path, out: Path, bundle: Path | None) -> dict[str, Any]:
    """Write the bill of this environment; returns it."""
    installed = {str(canonicalize_name(found.name)): found for found in distributions()}
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    wheels = hashes(json.loads(report.read_text(encoding="utf-8")))
    system = of_the_system(bundle, installed.values()) if bundle else []
    document = bill(project, installed, wheels, system)
    out.write_text(text_of(document), encoding="utf-8")
    return document


def main(arguments: Sequence[str] | None = None) -> int:
    """Run as the text above says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--installed", type=Path, required=True, help="what pip reported")
    parser.add_argument("--bundle", type=Path, help="the folder of the finished bundle")
    parser.add_argument("out", type=Path)
    wanted = parser.parse_args(arguments)
    try:
        document = write(wanted.installed, wanted.out, wanted.bundle)
    except NotReadyError as error:
        print(error, file=sys.stderr)
        return 1
    inside = [one for one in document["components"] if one.get("scope") != "excluded"]
    print(
        f"{wanted.out}: {len(inside)} components in the bundle, "
        f"{len(document['components']) - len(inside)} that only build it."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
