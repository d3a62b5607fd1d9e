"""The HTML of a page → what it is found by: its title, its kind, how often it says which word."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from hub.search.words import count_words

BODY, SKIPPED = " data-search-body", " data-search-skip"
_NAME = re.compile(r"<(\w+)")
_KIND = re.compile(r'data-search-kind="([^"]*)"')
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_DESIGNATION = re.compile(r'<span class="designation">(.*?)</span>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
LOW = 'data-search-rank="low"'


class SearchPage(NamedTuple):
    """What a page is found by. `words` holds words and counts in turn, with spaces between them: it is small."""

    url: str
    kind: str
    title: str
    designation: str
    is_low: bool
    words: str


def read_page(url: str, html: str) -> SearchPage | None:
    """Return what a page is found by; None for a page that search leaves out."""
    at = html.find(BODY)
    if at < 0:
        return None
    opening, name = _tag_around(html, at)
    start = len(opening) + html.rindex("<", 0, at)
    text = _without_skipped(html[start : html.find(f"</{name}>", start)])
    heading = _HEADING.search(text)
    inside = heading.group(1) if heading else ""
    designation = _DESIGNATION.search(inside)
    kind = _KIND.search(opening)
    counts = count_words(_plain(text))
    return SearchPage(
        url=url,
        kind=unescape(kind.group(1)) if kind else "",
        title=" ".join(_plain(inside).split()),
        designation=_plain(designation.group(1)).strip() if designation else "",
        is_low=LOW in opening,
        words=" ".join(f"{word} {count}" for word, count in sorted(counts.items())),
    )


def _plain(html: str) -> str:
    text = _TAG.sub(" ", html)
    return unescape(text) if "&" in text else text


def _tag_around(html: str, at: int) -> tuple[str, str]:
    """Return the opening tag that a place is inside of, and its name."""
    opening = html[html.rindex("<", 0, at) : html.index(">", at) + 1]
    name = _NAME.match(opening)
    return opening, name.group(1) if name else ""


def _without_skipped(html: str) -> str:
    """Return a part of a page without the elements that search skips, whatever stands in them."""
    kept, at = [], 0
    while (found := html.find(SKIPPED, at)) >= 0:
        opening, name = _tag_around(html, found)
        start = html.rindex("<", 0, found)
        kept.append(html[at:start])
        depth, inside = 1, start + len(opening)
        for tag in re.compile(rf"<(/?){name}\b").finditer(html, inside):
            depth += -1 if tag.group(1) else 1
            if depth == 0:
                at = html.find(">", tag.end()) + 1
                break
        else:
            return "".join(kept)
    return "".join([*kept, html[at:]])
