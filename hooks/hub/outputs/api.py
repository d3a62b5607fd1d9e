"""Entries → `api/<collection>.json`: what other programs may list, without long texts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel

from hub.content import Record
from hub.fields import Moment, Reference
from hub.library import Library
from hub.markdown import Document
from hub.outputs import Artifact

TEXT_LIMIT = 400  # characters; longer texts stay on their pages
# What only a page can tell, or what would give answers away.
LEFT_OUT = frozenset({"publication", "allow", "translates", "aliases", "body", "questions"})


def export_api(library: Library) -> Iterator[Artifact]:
    """Yield one list of entries for each collection that has pages."""
    for name, collection in library.collections.items():
        records = library.entries(name)
        if collection.has_pages and records:
            rows = [_row(record, library) for record in records]
            text = json.dumps(rows, ensure_ascii=False, indent=None, separators=(",", ":"))
            yield Artifact(f"api/{name}.json", f"{text}\n".encode())


def _row(record: Record, library: Library) -> dict[str, Any]:
    entry = record.entry
    values = {
        name: plain
        for name in type(entry).model_fields
        if name not in LEFT_OUT and (plain := _plain(getattr(entry, name))) not in (None, [], "", {})
    }
    return {"id": record.key.id, "url": library.url(record), **values}


def _plain(value: Any) -> Any:
    if isinstance(value, Document):
        return value.source.strip() if len(value.source) <= TEXT_LIMIT else None
    if isinstance(value, Reference):
        return str(value)
    if isinstance(value, Moment):
        return value.iso
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, BaseModel):
        return {
            name: plain
            for name in type(value).model_fields
            if name not in LEFT_OUT and (plain := _plain(getattr(value, name))) not in (None, [], "", {})
        }
    if isinstance(value, tuple):
        return [plain for item in value if (plain := _plain(item)) is not None]
    return value
