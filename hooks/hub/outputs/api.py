"""Entries → `api/<collection>.json`: what other programs may list, without long texts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from pydantic import BaseModel

from hub.content import Record
from hub.fields import Moment, Reference
from hub.library import Library
from hub.markdown import Document

# What only a page can tell, or what would give answers away.
LEFT_OUT = frozenset({"publication", "allow", "translates", "aliases", "body", "questions"})


def api_path(collection: str) -> str:
    """Return where the list of a collection is."""
    return f"api/{collection}.json"


def api_line(record: Record, library: Library) -> str:
    """Return what the list of a collection says of one entry, as JSON."""
    entry = record.entry
    values = {
        name: plain
        for name in type(entry).model_fields
        if name not in LEFT_OUT and (plain := _plain(getattr(entry, name))) not in (None, [], "", {})
    }
    row = {"id": record.key.id, "url": library.url(record), **values}
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def join_lines(lines: Iterable[str]) -> bytes:
    """Return the list of a collection: a JSON array of its lines."""
    return f"[{','.join(lines)}]\n".encode()


def _plain(value: Any) -> Any:
    if isinstance(value, Document):
        return value.source.strip() or None  # a longer text stays on its page
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
