"""Entry → one `<script>` of JSON-LD in the words of schema.org: what a machine may know of the page.

It says what the entry says. What nobody wrote — a date, a provider, a place, a rating — is not there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from hub.content import Record
from hub.render.context import Page
from hub.render.json_ld import knowledge, learning
from hub.render.json_ld.nodes import Describe, Node, absolute, node, type_of
from hub.render.views.general import way_to

# What a collection says beyond its name, summary and address; one that is not here says only these.
DESCRIBE: Mapping[str, Describe] = MappingProxyType({**learning.DESCRIBE, **knowledge.DESCRIBE})

# What could end the script or open a comment in it, and what the shell takes for its marks.
_UNSAFE = re.compile("[<>&\u2028\u2029\ue000-\uf8ff]")


def entry_json_ld(record: Record, page: Page) -> str:
    """Return the script of an entry's page: the entry and the way to it, every address absolute."""
    graph = {"@context": "https://schema.org", "@graph": [entry_node(record, page), breadcrumbs(record, page)]}
    return f'<script type="application/ld+json">{escape_json(graph)}</script>'


def entry_node(record: Record, page: Page) -> Node:
    """Return what an entry is: its type, its name, and what its collection knows of it."""
    entry, url = record.entry, absolute(page, page.url)
    describe = DESCRIBE.get(record.key.collection)
    own = describe(entry, record, page) if describe is not None else {}
    summary = entry.summary.plain if entry.summary else ""
    common = {"id": url, "name": entry.title, "description": summary, "url": url}
    return node(type_of(record), **{**common, **own})


def breadcrumbs(record: Record, page: Page) -> Node:
    """Return the way from the home page to an entry, itself at the end."""
    steps = [(title, absolute(page, url)) for title, url in way_to(record, page)]
    steps.append((record.card.name, absolute(page, page.url)))
    items = [
        node("ListItem", position=place, name=title, item={"@id": url}) for place, (title, url) in enumerate(steps, 1)
    ]
    return node("BreadcrumbList", itemListElement=items)


def escape_json(data: Any) -> str:
    """Return data as JSON that no HTML parser takes for anything but text, and no shell for its marks."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
