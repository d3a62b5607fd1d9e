"""A validated entry → its card: what other pages, lists and data files need to know of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from hub.content import Card, Choice, Collection, Entry, Material
from hub.fields import AssetPath, Reference, read_reference
from hub.load.order import reading_order
from hub.load.positions import SCALARS, walk
from hub.markdown import Document

ROW = ("kind", "year", "time_required", "status")  # what a line of a list says, where a model has it


def make_card(entry: Entry, collection: Collection) -> Card:
    """Return the card of an entry of a collection."""
    model = type(entry)
    references: dict[Reference, None] = {}
    files: dict[str, None] = {}
    has_strange_links = False
    for _, value in walk(entry):
        if isinstance(value, Reference):
            references[value] = None
        elif isinstance(value, AssetPath):
            files[str(value)] = None
        else:
            for image in value.images():
                files[image.target] = None
            for link in value.links():
                reference = read_reference(link.target)
                if reference is None:
                    has_strange_links = True
                else:
                    references[reference] = None
    names = {*model.FACETS, *model.SHARED, *(name for name in ROW if name in model.model_fields)}
    material = entry if isinstance(entry, Material) else None
    return Card(
        title=entry.title,
        designation=getattr(entry, "designation", "") if "designation" in model.model_fields else "",
        summary=entry.summary.plain if entry.summary else "",
        publication=entry.publication,
        aliases=entry.aliases,
        allow=tuple(allowance.code for allowance in entry.allow),
        translates=entry.translates,
        places=_places_in(entry),
        references=tuple(references),
        files=tuple(files),
        is_suspicious=has_strange_links or _names_unknown_documents(entry),
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


def _places_in(entry: BaseModel) -> Mapping[str, str]:
    """Return the anchors of an entry's page: ids of its parts and of its headings, former ids included."""
    places: dict[str, str] = {}

    def visit(value: Any) -> None:
        if isinstance(value, Document):
            for heading in value.headings:
                places.setdefault(heading.anchor, heading.anchor)
        elif isinstance(value, BaseModel):
            id_ = getattr(value, "id", None)
            if isinstance(id_, str):
                places[id_] = id_
                for alias in getattr(value, "aliases", ()):
                    places.setdefault(alias, id_)
            for child in value.__dict__.values():
                if child.__class__ not in SCALARS:
                    visit(child)
        elif isinstance(value, tuple):
            for child in value:
                if child.__class__ not in SCALARS:
                    visit(child)

    visit(entry)
    return places
