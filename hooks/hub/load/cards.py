"""A validated entry → its card: what other pages, lists and data files need to know of it."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from hub.content import WHOM, Card, Choice, Collection, Entry, Material
from hub.load.order import reading_order
from hub.load.parts import Parts

ROW = ("kind", "year", "time_required", "status")  # what a line of a list says, where a model has it


def make_card(entry: Entry, parts: Parts, collection: Collection) -> Card:
    """Return the card of an entry of a collection; `parts` is what is inside the entry."""
    model = type(entry)
    names = {*model.FACETS, *model.SHARED, *(name for name in (*ROW, *WHOM) if name in model.model_fields)}
    material = entry if isinstance(entry, Material) else None
    return Card(
        title=entry.title,
        designation=getattr(entry, "designation", "") if "designation" in model.model_fields else "",
        summary=entry.summary.plain if entry.summary else "",
        publication=entry.publication,
        aliases=entry.aliases,
        allow=tuple(allowance.code for allowance in entry.allow),
        translates=entry.translates,
        places=parts.places,
        references=tuple(parts.references),
        files=tuple(parts.files),
        is_suspicious=parts.has_strange_links or _names_unknown_documents(entry),
        chains={field: tuple(getattr(entry, field)) for field in model.CHAINS},
        values={name: _plain(getattr(entry, name)) for name in sorted(names)},
        order=reading_order(str(getattr(entry, collection.sort_key))) if collection.sort_key else "",
        created=material.created if material is not None else None,
        modified=material.modified if material is not None else None,
        review_by=material.review_by if material is not None else None,
    )


def _plain(value: Any) -> Any:
    """Return a value as cards hold it: of a status with its day and source, only the status."""
    choice = getattr(value, "value", None) if isinstance(value, BaseModel) else None
    return choice if isinstance(choice, Choice) else value


def _names_unknown_documents(entry: Entry) -> bool:
    """Return whether a step of a toolkit names a document that the toolkit does not have."""
    known = {document.id for document in getattr(entry, "documents", ())}
    return any(name not in known for step in getattr(entry, "steps", ()) for name in step.documents)
