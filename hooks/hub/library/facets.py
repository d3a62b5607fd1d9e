"""Entries of a collection → the facets by which readers narrow its list.

A facet is a field that the model names in `FACETS`: a choice, references, a year. Its name in addresses is the
English singular (`/standards/by/topic/quality/`), its values are ids, its words come from the model.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    for record in records:
        for id_, label, rank in _read(record.card.values[field], library, language):
            keys.setdefault(id_, []).append(record.key)
            labels[id_], ranks[id_] = label, rank
    return tuple(FacetValue(id_, labels[id_], tuple(keys[id_])) for id_ in sorted(keys, key=lambda each: ranks[each]))


def _read(value: Any, library: Library, language: str) -> Iterable[tuple[str, str, Any]]:
    """Yield id, words and rank of each value that a field holds."""
    if value is None:
        return
    if isinstance(value, Reference):
        target = library.find(value, language)
        if target is not None and target.key is not None:
            yield target.key.id, target.title, reading_order(target.title)
    elif isinstance(value, tuple):
        for item in value:
            yield from _read(item, library, language)
    elif isinstance(value, Choice):
        yield str(value), value.label, list(type(value)).index(value)
    elif year := _year(value):
        yield year, year, -int(year)


def _year(value: Any) -> str:
    """Return the year of a year, a month or a moment."""
    day = getattr(value, "day", None)
    year = str(getattr(day, "year", "") or value)[:4]
    return year if year.isdigit() else ""
