"""All addresses of the site → `sitemap.xml` (sitemaps.org 0.9), in parts of 50,000 with an index.

An entry that says when it was last changed says it here too (`lastmod`); for other pages nobody knows the day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape

from hub.library import Library
from hub.outputs import Artifact

PART_SIZE = 50_000  # the format's own limit
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def export_sitemap(library: Library, urls: Sequence[str]) -> Iterator[Artifact]:
    """Yield the sitemap of site-relative addresses."""
    modified = _modified(library)
    parts = [urls[start : start + PART_SIZE] for start in range(0, len(urls), PART_SIZE)] or [[]]
    if len(parts) == 1:
        yield Artifact("sitemap.xml", _urlset(library.site.url, parts[0], modified))
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield Artifact(name, _urlset(library.site.url, part, modified))
    rows = "".join(f"<sitemap><loc>{escape(library.site.url + name)}</loc></sitemap>\n" for name in names)
    yield Artifact("sitemap.xml", f"{_HEAD}<sitemapindex {_SPACE}>\n{rows}</sitemapindex>\n".encode())


def _modified(library: Library) -> Mapping[str, date]:
    """Return the day of the last change by the address of a page, where an entry names one."""
    return {
        url: modified
        for records in (library.records, *library.translations.values())
        for record in records.values()
        if (modified := record.card.modified) is not None and (url := library.url(record)) is not None
    }


def _urlset(base: str, urls: Sequence[str], modified: Mapping[str, date]) -> bytes:
    rows = "".join(f"<url><loc>{escape(base + url)}</loc>{_lastmod(modified.get(url))}</url>\n" for url in urls)
    return f"{_HEAD}<urlset {_SPACE}>\n{rows}</urlset>\n".encode()


def _lastmod(day: date | None) -> str:
    return f"<lastmod>{day.isoformat()}</lastmod>" if day is not None else ""
