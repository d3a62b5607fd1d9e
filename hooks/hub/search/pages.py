"""The HTML of a page → what it is found by: its title, its kind, how often it says which word."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import NamedTuple

from hub.search.words import is_said, words_of

_BODY = re.compile(r"<(\w+)[^>]*\bdata-search-body\b([^>]*)>")
_KIND = re.compile(r'data-search-kind="([^"]*)"')
_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_DESIGNATION = re.compile(r'<span class="designation">(.*?)</span>', re.DOTALL)
_SKIPPED = re.compile(r"<(\w+)[^>]*\bdata-search-skip\b[^>]*>")
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
    body = _BODY.search(html)
    if body is None:
        return None
    end = html.find(f"</{body.group(1)}>", body.end())
    text = _without_skipped(html[body.end() : end])
    heading = _HEADING.search(text)
    inside = heading.group(1) if heading else ""
    designation = _DESIGNATION.search(inside)
    kind = _KIND.search(body.group(0))
    counts = Counter(word for word in words_of(_plain(text)) if is_said(word))
    return SearchPage(
        url=url,
        kind=unescape(kind.group(1)) if kind else "",
        title=" ".join(_plain(inside).split()),
        designation=_plain(designation.group(1)).strip() if designation else "",
        is_low=LOW in body.group(0),
        words=" ".join(f"{word} {count}" for word, count in sorted(counts.items())),
    )


def _plain(html: str) -> str:
    return unescape(_TAG.sub(" ", html))


def _without_skipped(html: str) -> str:
    """Return a part of a page without the elements that search skips, whatever stands in them."""
    kept, at = [], 0
    while found := _SKIPPED.search(html, at):
        kept.append(html[at : found.start()])
        depth, at = 1, found.end()
        for tag in re.compile(rf"<(/?){found.group(1)}\b").finditer(html, found.end()):
            depth += -1 if tag.group(1) else 1
            if depth == 0:
                at = html.find(">", tag.end()) + 1
                break
        else:
            return "".join(kept)
    return "".join([*kept, html[at:]])
