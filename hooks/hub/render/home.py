"""The home page: doors for three readers, difficulties with what helps, what is new."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hub.content import Difficulty, Door, ProsePage, Record, Way
from hub.library.addresses import language_prefix
from hub.library.news import changed_on, newest
from hub.render.context import Link, Page
from hub.render.me import can_fit, me_path

NEW_COUNT = 5


def home_view(head: ProsePage, page: Page) -> Mapping[str, Any]:
    """Return what the home page prints besides its text."""
    prefix = language_prefix(page.language, page.renderer.library.site.language)
    return {
        "doors": [_door_view(door, page) for door in head.doors],
        "difficulties": [_difficulty_view(item, page) for item in head.difficulties],
        "news": [_news_view(record, page) for record in newest(page.renderer.library, page.language, NEW_COUNT)],
        "search_url": page.href("search/"),
        "me_url": page.href(me_path(prefix)) if can_fit(page.renderer, page.language) else "",
    }


def _news_view(record: Record, page: Page) -> Mapping[str, Any]:
    day = changed_on(record)
    collection = page.renderer.library.collections[record.key.collection]
    return {
        "link": page.link_to(record),
        "label": page.translate(collection.label_one),
        "day": page.day(day) if day is not None else "",
    }


def _door_view(door: Door, page: Page) -> Mapping[str, Any]:
    ways = [_way(way, page) for way in door.ways]
    return {"title": door.title, "text": door.text, "ways": ways, "audience": " ".join(door.audience)}


def _difficulty_view(item: Difficulty, page: Page) -> Mapping[str, Any]:
    return {"title": item.title, "ways": [_way(way, page) for way in item.ways]}


def _way(way: Way, page: Page) -> Link:
    return Link(way.text, page.link(way.to).url)
