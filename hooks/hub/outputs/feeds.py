"""What changed last → Atom feeds (RFC 4287): one of the whole site in each language, one of each list of materials."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from hub.content import Collection, Material, Record
from hub.library import Library
from hub.library.addresses import FEED, language_prefix, list_address
from hub.library.news import changed_on, newest
from hub.outputs import Artifact

LENGTH = 30  # entries


def export_feeds(library: Library, translate: Mapping[str, Callable[[str], str]]) -> Iterator[Artifact]:
    """Yield the feeds. `translate` gives the strings of the interface in each language of the site."""
    for language in library.languages:
        prefix = language_prefix(language, library.site.language)
        found = newest(library, language, LENGTH)
        if found:
            yield _feed(library, language, prefix, library.site.name, found, translate[language])
        for collection in library.collections.values():
            if has_feed(collection) and (found := newest(library, language, LENGTH, collection.name)):
                title = f"{library.site.name}: {translate[language](collection.label)}"
                address = prefix + list_address(collection.name)
                yield _feed(library, language, address, title, found, translate[language])


def has_feed(collection: Collection) -> bool:
    """Return whether a collection has a feed of its own: its entries are materials, and it has a list."""
    return issubclass(collection.model, Material) and collection.has_pages and collection.name != "lessons"


def _feed(
    library: Library, language: str, url: str, title: str, records: list[Record], translate: Callable[[str], str]
) -> Artifact:
    base = library.site.url
    rows = "".join(_entry(record, library, translate) for record in records)
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">\n'
        f"<id>{escape(base + url)}</id>\n<title>{escape(title)}</title>\n"
        f"<updated>{_moment(changed_on(records[0]))}</updated>\n"
        f"<author><name>{escape(library.site.name)}</name></author>\n"
        f'<link rel="self" type="application/atom+xml" href={quoteattr(base + url + FEED)}/>\n'
        f'<link rel="alternate" type="text/html" href={quoteattr(base + url)}/>\n{rows}</feed>\n'
    )
    return Artifact(url + FEED, text.encode())


def _entry(record: Record, library: Library, translate: Callable[[str], str]) -> str:
    address = escape(library.site.url + (library.url(record) or ""))
    kind = translate(library.collections[record.key.collection].label_one)
    summary = f"<summary>{escape(record.card.summary)}</summary>" if record.card.summary else ""
    return (
        f"<entry><id>{address}</id><title>{escape(record.card.name)}</title>"
        f"<updated>{_moment(changed_on(record))}</updated>"
        f'<link rel="alternate" type="text/html" href={quoteattr(library.site.url + (library.url(record) or ""))}/>'
        f"<category term={quoteattr(record.key.collection)} label={quoteattr(kind)}/>{summary}</entry>\n"
    )


def _moment(day: date | None) -> str:
    """Return a day as a moment; only the day is known."""
    return f"{day.isoformat() if day is not None else '1970-01-01'}T00:00:00Z"
