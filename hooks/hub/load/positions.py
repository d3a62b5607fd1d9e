"""Where in a file a field or a place inside its text stands: composed again only for files with mistakes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from types import NoneType
from typing import Any

import yaml
from pydantic import BaseModel

from hub.diagnostics import Location
from hub.fields import AssetPath, Reference
from hub.load.yaml import compose, place_of
from hub.markdown import Document

Path = tuple[str | int, ...]
Found = Document | Reference | AssetPath
_FOUND = (Document, Reference, AssetPath)
SCALARS = frozenset({str, NoneType, int, float, bool, date})  # what a walk need not look into

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)??---[ \t]*(?:\n|\Z)", re.DOTALL)


class Places:
    """The node tree of one file, asked for places by path; `first_line` as in `parse_yaml`."""

    def __init__(self, path: str, text: str, first_line: int = 1, body_line: int | None = None) -> None:
        self.path = path
        self.text = text
        self.first_line = first_line
        self.body_line = body_line

    @cached_property
    def root(self) -> yaml.Node | None:
        """The node tree, composed when the first place is asked for."""
        return compose(self.text)

    def of(self, path: Sequence[str | int], *, key: bool = False) -> Location:
        """Return where a value (or its key) begins; the nearest parent's place when it is not written."""
        if path and path[0] == "body" and self.body_line is not None:
            return Location(self.path, self.body_line, 1)
        return self.of_field(path, key=key)

    def of_field(self, path: Sequence[str | int], *, key: bool = False) -> Location:
        """Return the same as `of` in the YAML itself, where a head may hold a field named `body`."""
        if self.root is None:
            return Location(self.path)
        at = self.root
        key_node = None
        for step in path:
            found = _child(at, step)
            if found is not None:
                key_node, at = found
        return place_of(self.path, key_node if key and key_node is not None else at, self.first_line)

    def inside(self, path: Sequence[str | int], line: int, column: int) -> Location:
        """Return the place of a line and column inside a text: exact in `|` blocks and in bodies."""
        if path == ("body",) and self.body_line is not None:
            return Location(self.path, self.body_line + line - 1, column)
        at = self.root
        for step in path:
            found = _child(at, step) if at is not None else None
            at = found[1] if found is not None else at
        if at is None:
            return Location(self.path)
        if not isinstance(at, yaml.ScalarNode) or at.style != "|":
            return place_of(self.path, at, self.first_line)
        first = at.start_mark.line + 1
        written = next((row for row in self.text.split("\n")[first:] if row.strip()), "")
        read = next((row for row in at.value.split("\n") if row.strip()), "")  # without the indent of the block
        return Location(self.path, first + line - 1 + self.first_line, len(written) - len(read) + column)


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Found]]:
    """Yield every text, reference and file of an entry with its path."""
    children: Iterable[tuple[str | int, Any]]
    if isinstance(value, BaseModel):
        children = value.__dict__.items()
    elif isinstance(value, tuple):
        children = enumerate(value)
    else:
        if isinstance(value, _FOUND):
            yield path, value
        return
    for step, child in children:
        kind = child.__class__
        if kind in _FOUND:
            yield (*path, step), child
        elif kind not in SCALARS:
            yield from walk(child, (*path, step))


def split_front_matter(text: str) -> tuple[str, str, int] | None:
    """Return the YAML head, the body, and the line on which the body begins; None without a head."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return None
    rest = text[match.end() :]
    body = rest.lstrip("\n")
    line = 1 + text.count("\n", 0, match.end()) + len(rest) - len(body)
    return match.group(1) or "", body, line


def places_of(path: str, content: bytes) -> Places:
    """Return the places of a file that was read without mistakes."""
    text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    if path.endswith(".md") and (parts := split_front_matter(text)):
        head, _, body_line = parts
        return Places(path, head, first_line=2, body_line=body_line)
    return Places(path, text)


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    """Return the key node and value node of a step; None for a step that is no key (a union's tag)."""
    if isinstance(node, yaml.MappingNode) and isinstance(step, str):
        return next(((key, value) for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None
