"""Feeds: what RFC 4287 asks for, newest first, one of the site and one of each list of materials."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

ATOM = "{http://www.w3.org/2005/Atom}"


def feeds_in(site: Path) -> Iterator[tuple[str, ElementTree.Element]]:
    for path in sorted(site.rglob("feed.xml")):
        yield path.relative_to(site).as_posix(), ElementTree.fromstring(path.read_bytes())


def text(element: ElementTree.Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def test_site_and_every_list_of_materials_have_one(hub_site: Path) -> None:
    names = {name for name, _ in feeds_in(hub_site)}

    assert {"feed.xml", "courses/feed.xml", "toolkits/feed.xml", "forms/feed.xml"} <= names
    assert "lessons/feed.xml" not in names, "a lesson speaks through its course"
    assert "regions/feed.xml" not in names, "a list of regions has no news"


def test_every_feed_is_what_the_standard_asks_for(hub_site: Path) -> None:
    for name, feed in feeds_in(hub_site):
        address = text(feed, "id")
        links = {link.get("rel"): link.get("href") or "" for link in feed.findall(f"{ATOM}link")}
        entries = feed.findall(f"{ATOM}entry")
        moments = [datetime.fromisoformat(text(each, "updated")) for each in entries]

        assert feed.tag == f"{ATOM}feed"
        assert text(feed, "title")
        assert feed.findtext(f"{ATOM}author/{ATOM}name")
        assert links["self"].endswith(name)
        assert links["alternate"] == address
        assert 1 <= len(entries) <= 30
        assert moments == sorted(moments, reverse=True), name
        assert datetime.fromisoformat(text(feed, "updated")) == moments[0]
        assert len({text(each, "id") for each in entries}) == len(entries)
        for entry in entries:
            link = entry.find(f"{ATOM}link")
            assert text(entry, "title")
            assert link is not None
            assert link.get("href") == text(entry, "id")
            page = hub_site / text(entry, "id").removeprefix(_base(hub_site)) / "index.html"
            assert page.is_file(), text(entry, "id")


def test_pages_lead_to_the_feed(hub_site: Path) -> None:
    page = (hub_site / "terms" / "sto" / "index.html").read_text("utf-8")

    assert 'type="application/atom+xml"' in page
    assert page.count("../../feed.xml") == 2


@pytest.mark.parametrize("path", ["feed.xml", "en/feed.xml"])
def test_a_language_without_dated_entries_has_none(tiny_site: Path, path: str) -> None:
    assert not (tiny_site / path).exists()
    assert "atom+xml" not in (tiny_site / "index.html").read_text("utf-8")


def _base(site: Path) -> str:
    return text(ElementTree.fromstring((site / "feed.xml").read_bytes()), "id")
