"""TypeScript declarations of schema.org → `types.json`: which properties our types have, and of which values.

The declarations are those of the npm package schema-dts, which is generated from schema.org itself. To write
`types.json` anew (another version, or another type in TYPES), in this folder:

    npm pack schema-dts@2.1.0 && tar xzf schema-dts-2.1.0.tgz
    ../../../.venv/bin/python generate.py package/dist/schema.d.ts
    rm -r package schema-dts-2.1.0.tgz

In the table `types` holds, for each type, what it is (itself and every wider type) and whose properties it has;
`properties` the values that each property takes; `names` the members of the enumerations. Alternatives are
parted by ` | `, as in the declarations.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
TYPES = (
    *("AdministrativeArea", "Article", "BreadcrumbList", "Clip", "Country", "Course", "CreativeWork", "DefinedTerm"),
    *("DefinedTermSet", "EducationalAudience", "EducationEvent", "Event", "EventSeries", "GovernmentOrganization"),
    *("HowTo", "HowToStep", "LearningResource", "Legislation", "ListItem", "MediaObject", "NGO", "Organization"),
    *("Person", "Place", "Project", "Question", "Quiz", "Schedule", "Service", "VideoObject", "WebPage"),
)
ENUMERATIONS = ("EventAttendanceModeEnumeration",)

_INTERFACE = re.compile(r"^(?:export )?interface (\w+?)(Base|Leaf) extends ([^{]+) \{\n(.*?)^\}", re.M | re.S)
_PROPERTY = re.compile(r'^    "(\w+)"\?: SchemaValue<(.+), "\1">;$', re.M)
_UNION = re.compile(r"^export type (\w+) = (.+);$", re.M)


def main(source: Path) -> None:
    """Write `types.json` beside this file."""
    text = source.read_text("utf-8")
    own, wider = read_interfaces(text)
    unions = {name: body.split(" | ") for name, body in _UNION.findall(text)}
    bases = {name: closure(f"{name}Leaf", wider) for name in TYPES}
    used = sorted({base for each in bases.values() for base in each})
    table = {
        "source": "schema-dts 2.1.0 (Apache-2.0), after schema.org (CC BY-SA 3.0)",
        "types": {name: {"is": " | ".join(kinds_of(name, unions)), "has": " | ".join(bases[name])} for name in TYPES},
        "properties": {base: own[base] for base in used if own[base]},
        "names": {name: " | ".join(re.findall(r'"(\w+)"', " ".join(unions[name]))) for name in ENUMERATIONS},
    }
    (HERE / "types.json").write_text(json.dumps(table, indent=1) + "\n", "utf-8")


def read_interfaces(text: str) -> tuple[dict[str, dict[str, str]], dict[str, list[str]]]:
    """Return the own properties of each type, and what each interface of the declarations extends."""
    own: dict[str, dict[str, str]] = {}
    wider: dict[str, list[str]] = {}
    for name, part, parents, body in _INTERFACE.findall(text):
        wider[name + part] = [each for each in parents.split(", ") if each.endswith("Base")]
        if part == "Base":
            own[name] = dict(_PROPERTY.findall(body))
            if len(own[name]) != body.count('"?: '):
                raise ValueError(f"a property of {name} is declared in a way that this script does not know")
    return own, wider


def closure(interface: str, wider: dict[str, list[str]]) -> list[str]:
    """Return the types whose properties an interface has, its own among them."""
    found = {interface.removesuffix("Base")} if interface.endswith("Base") else set()
    for parent in wider[interface]:
        found |= set(closure(parent, wider))
    return sorted(found)


def kinds_of(name: str, unions: dict[str, list[str]]) -> list[str]:
    """Return a type and every type of schema.org that it is a kind of."""
    found = {name}
    for wide, members in unions.items():
        if name in members and "_" not in wide:  # names with _ belong to other vocabularies
            found |= set(kinds_of(wide, unions))
    return sorted(found)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
