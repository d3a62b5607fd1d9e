"""Entries of a collection → the facets by which readers narrow its list.

A facet is a field that the model names in `FACETS`: a choice, references, a year. Its name in addresses is the
English singular (`/standards/by/topic/quality/`), its values are ids, its words come from the model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hub.content import Choice, Collection, Key, Record
from hub.fields import Reference
from hub.library.library import Library
from hub.load.order import reading_order

# Fields hold several values and are named in the plural; an address names one of them.
SINGULAR = {
    "topics": "topic",
    "conditions": "condition",
    "regions": "region",
    "teaches": "competency",
    "starts": "year",
    "period_start": "year",
}


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet: its id, its words (to be translated where they are a choice's), who has it."""

    id: str
    label: str
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with the values that occur, in the order in which readers expect them."""

    name: str
    label: str
    values: tuple[FacetValue, ...]


class Facets(dict[tuple[str, str], tuple[Facet, ...]]):
    """The facets of every collection and language, worked out when they are asked for."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library

    def __missing__(self, place: tuple[str, str]) -> tuple[Facet, ...]:
        collection, language = place
        found = self[place] = facets_of(self.library.collections[collection], self.library, language)
        return found


def facets_of(collection: Collection, library: Library, language: str) -> tuple[Facet, ...]:
    """Return the facets of a collection's visible entries; a facet with a single value narrows nothing."""
    model, records = collection.model, library.entries(collection.name, language)
    found = []
    for field in getattr(model, "FACETS", ()):
        values = _values(field, records, library, language)
        if len(values) > 1:
            found.append(Facet(SINGULAR.get(field, field), model.model_fields[field].title or field, values))
    return tuple(found)


def _values(field: str, records: Sequence[Record], library: Library, language: str) -> tuple[FacetValue, ...]:
    keys: dict[str, list[Key]] = {}
    labels: dict[str, str] = {}
    ranks: dict[str, Any] = {}
    known: dict[Any, tuple[str, str, Any] | None] = {}  # thousands of entries hold a few values
    for record in records:
        value = record.card.values[field]
        for item in value if isinstance(value, tuple) and not isinstance(value, Reference) else (value,):
            if item not in known:
                known[item] = _read(item, library, language)
            read = known[item]
            if read is not None:
                id_ = read[0]
                labels[id_], ranks[id_] = read[1], read[2]
                keys.setdefault(id_, []).append(record.key)
    return tuple(FacetValue(id_, labels[id_], tuple(keys[id_])) for id_ in sorted(keys, key=lambda each: ranks[each]))


def _read(value: Any, library: Library, language: str) -> tuple[str, str, Any] | None:
    """Return id, words and rank of one value of a field; None for one that no list shows."""
    if isinstance(value, Reference):
        target = library.find(value, language)
        if target is None or target.key is None:
            return None
        return target.key.id, target.title, reading_order(target.title)
    if isinstance(value, Choice):
        return str(value), value.label, list(type(value)).index(value)
    year = _year(value) if value is not None else ""
    return (year, year, -int(year)) if year else None


def _year(value: Any) -> str:
    """Return the year of a year, a month or a moment."""
    day = getattr(value, "day", None)
    year = str(getattr(day, "year", "") or value)[:4]
    return year if year.isdigit() else ""
