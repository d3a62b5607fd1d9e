"""A mistake of an author as data: where it is, what was read, how to mend it; and three ways to print it.

The wording lives in `hub.codes`, one entry a code, so that a code always says the same thing and the
reference page of all codes can be generated. The first letter is the severity: E stops a build, W does not.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from hub.codes import CODES
from hub.language import N_, find_look_alikes

Translate = Callable[[str], str]
# Codes whose `read` is a name that is written in Latin letters only.
NAMES = frozenset({"E104", "E115", "E202", "E206", "E214", "E215", "E217", "E302", "E305", "E409"})
_LOOK_ALIKE = N_("; буква «{letter}» здесь русская: наберите всё слово в латинской раскладке")
QUOTE_LIMIT = 80  # characters of what the author wrote that a message repeats


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a source file: path relative to the site's folder, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake, with the values that fill the wording of its code.

    Two diagnostics are equal when they would print the same. Raises KeyError for a code that
    `hub.codes` does not know: that is our bug, not the author's.
    """

    at: Location
    code: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        CODES[self.code]

    @property
    def is_error(self) -> bool:
        """Whether this stops a build."""
        return self.code.startswith("E")

    def what(self, translate: Translate = str) -> str:
        """Return the sentence that says what is wrong, quoting what was read."""
        return _fill(translate(CODES[self.code].what), self.values)

    def mend(self, translate: Translate = str) -> str:
        """Return the action that mends it."""
        mend = _fill(translate(CODES[self.code].mend), self.values)
        letters = find_look_alikes(self.values.get("read", "")) if self.code in NAMES else []
        return mend + _fill(translate(_LOOK_ALIKE), {"letter": letters[0]}) if letters else mend

    def __str__(self) -> str:
        return f"{self.at}: {self.code}: {self.what()}\n    исправить: {self.mend()}"


def sort_diagnostics(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics by place, each once."""
    unique = {(item.at, item.code, item.what()): item for item in found}
    return [unique[key] for key in sorted(unique)]


def format_json(found: Iterable[Diagnostic]) -> str:
    """Return the diagnostics as a JSON list of objects, for editors and other programs."""
    rows = [
        {
            "path": item.at.path,
            "line": item.at.line,
            "column": item.at.column,
            "code": item.code,
            "severity": "error" if item.is_error else "warning",
            "what": item.what(),
            "mend": item.mend(),
        }
        for item in found
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def format_annotations(found: Iterable[Diagnostic]) -> str:
    """Return the diagnostics as workflow commands, which code hosts show beside the changed line."""
    return "\n".join(
        f"::{'error' if item.is_error else 'warning'} file={item.at.path},line={item.at.line},"
        f"col={item.at.column},title={item.code}::{_escape_annotation(f'{item.what()} — {item.mend()}')}"
        for item in found
    )


def quote(text: object) -> str:
    """Return what the author wrote on one line, cut to a length that a message can carry."""
    line = " ".join(str(text).split())
    return line if len(line) <= QUOTE_LIMIT else line[: QUOTE_LIMIT - 1] + "…"


def _fill(template: str, values: Mapping[str, str]) -> str:
    return template.format_map({name: quote(value) for name, value in values.items()})


def _escape_annotation(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
