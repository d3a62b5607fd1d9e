"""An act: what it governs here, and the articles that materials point at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hub.collections.acts import Act
from hub.content import Record
from hub.render.context import Page


def view(record: Record, page: Page) -> Mapping[str, Any]:
    """Return what the act governs and its articles with how sure each is."""
    act = record.entry
    if not isinstance(act, Act):
        raise TypeError(f"{record.key} is no act")
    return {
        "governs_html": page.text(act.governs),
        "provisions": [
            {
                "id": item.id,
                "title": item.title,
                "rule_html": page.inline(item.rule),
                "confidence": page.confidence(item.confidence),
            }
            for item in act.provisions
        ],
        "description": act.governs.plain,
    }
