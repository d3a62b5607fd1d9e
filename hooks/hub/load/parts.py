"""An entry → all that is inside it: its texts, what it leads to, its anchors. One walk serves every check and the card.

Paths are left out, because nearly every entry is free of mistakes: `positions.walk` finds them for those that are not.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from hub.fields import AssetPath, Reference, read_reference
from hub.load.positions import SCALARS
from hub.markdown import Blank, Document, Image, Link


class Parts:
    """What one walk over an entry found, everything in the order in which it is written.

    `places` are the anchors of its page, former ids included; `has_problems` says that a text has mistakes,
    `has_repeats` that two items of a list have one id, `has_strange_links` that a link spells no reference.
    """

    __slots__ = ("blanks", "files", "has_problems", "has_repeats", "has_strange_links", "places", "references")

    def __init__(self, entry: BaseModel) -> None:
        self.references: dict[Reference, None] = {}
        self.files: dict[str, None] = {}
        self.blanks: set[str] = set()
        self.places: dict[str, str] = {}
        self.has_problems = self.has_repeats = self.has_strange_links = False
        self._visit_model(entry)

    def _visit_model(self, model: BaseModel) -> None:
        fields = model.__dict__
        id_ = fields.get("id")
        if isinstance(id_, str):
            self.places[id_] = id_
            for alias in fields.get("aliases", ()):
                self.places.setdefault(alias, id_)
        for child in fields.values():
            kind = child.__class__
            if kind not in SCALARS:
                self._visit(child, kind)

    def _visit(self, value: Any, kind: type) -> None:
        if kind is Document:
            self._visit_text(value)
        elif kind is Reference:
            self.references[value] = None
        elif kind is AssetPath:
            self.files[str(value)] = None
        elif kind is tuple:
            self._visit_items(value)
        elif isinstance(value, BaseModel):
            self._visit_model(value)

    def _visit_items(self, items: tuple[Any, ...]) -> None:
        ids = set()
        for item in items:
            kind = item.__class__
            if kind in SCALARS:
                continue
            self._visit(item, kind)
            id_ = item.__dict__.get("id") if isinstance(item, BaseModel) else None
            if isinstance(id_, str):
                self.has_repeats = self.has_repeats or id_ in ids
                ids.add(id_)

    def _visit_text(self, text: Document) -> None:
        self.has_problems = self.has_problems or bool(text.problems)
        for heading in text.headings:
            self.places.setdefault(heading.anchor, heading.anchor)
        for part in text.parts:
            kind = part.__class__
            if kind is str:
                continue
            if isinstance(part, Link):
                reference = read_reference(part.target)
                if reference is None:
                    self.has_strange_links = True
                else:
                    self.references[reference] = None
            elif isinstance(part, Image):
                self.files[part.target] = None
            elif isinstance(part, Blank):
                self.blanks.add(part.name)
