"""All addresses of the site → `sitemap.xml` (sitemaps.org 0.9), in parts of 50,000 with an index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from hub.library import Library
from hub.outputs import Artifact

PART_SIZE = 50_000  # the format's own limit
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def export_sitemap(library: Library, urls: Sequence[str]) -> Iterator[Artifact]:
    """Yield the sitemap of site-relative addresses."""
    parts = [urls[start : start + PART_SIZE] for start in range(0, len(urls), PART_SIZE)] or [[]]
    if len(parts) == 1:
        yield Artifact("sitemap.xml", _urlset(library.site.url, parts[0]))
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield Artifact(name, _urlset(library.site.url, part))
    rows = "".join(f"<sitemap><loc>{escape(library.site.url + name)}</loc></sitemap>\n" for name in names)
    yield Artifact("sitemap.xml", f"{_HEAD}<sitemapindex {_SPACE}>\n{rows}</sitemapindex>\n".encode())


def _urlset(base: str, urls: Sequence[str]) -> bytes:
    rows = "".join(f"<url><loc>{escape(base + url)}</loc></url>\n" for url in urls)
    return f"{_HEAD}<urlset {_SPACE}>\n{rows}</urlset>\n".encode()
