"""The part of a view that every entry has: title, summary, facts, who refers to it, the way here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from hub.content import Choice, Key, Record
from hub.library.addresses import entry_address, language_prefix, list_address
from hub.markdown import Document
from hub.render.context import Link, Page


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of "about this page"; `count` is how many values it has."""

    label: str
    value_html: Markup
    count: int


@dataclass(frozen=True, slots=True)
class Contents:
    """One line of the contents of a page."""

    level: int
    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: what it is called, and what helps to choose."""

    title: str
    url: str
    summary: str
    notes: Sequence[str]
    status: str = ""
    whom: str = ""  # for whom the entry is, where a page sorts its lines by it


@dataclass(frozen=True, slots=True)
class EntryView:
    """What the page of an entry prints."""

    key: Key
    collection: str
    label: str
    title: str
    summary_html: Markup
    description: str
    facts: Sequence[Fact]
    related: Sequence[tuple[str, Sequence[Link]]]
    crumbs: Sequence[Link]
    contents: Sequence[Contents]
    is_draft: bool
    audience: Sequence[str]
    changed: Markup | None
    texts: Mapping[str, Markup]
    more: Mapping[str, Any]


def make_entry_view(record: Record, page: Page, more: Mapping[str, Any]) -> EntryView:
    """Return the view of an entry; `more` is what its collection adds, with `contents` if it has any."""
    entry = record.entry
    collection = page.renderer.library.collections[record.key.collection]
    summary = entry.summary
    return EntryView(
        key=record.key,
        collection=collection.name,
        label=page.translate(collection.label_one),
        title=entry.title,
        summary_html=page.inline(summary),
        description=more.get("description") or _description(record),
        facts=facts_of(record, page),
        related=related_to(record, page, more.get("shown_above", frozenset())),
        crumbs=crumbs_to(record, page),
        contents=more.get("contents", ()),
        audience=[page.translate(each.label) for each in getattr(entry, "audience", ())],
        changed=_changed(record, page),
        is_draft=not entry.publication.is_visible(page.renderer.library.site.build_day),
        texts={name: page.text(value) for name, value in _texts(record)},
        more=more,
    )


def _changed(record: Record, page: Page) -> Markup | None:
    day = record.card.modified or record.card.created
    return page.day(day) if day is not None else None


def _texts(record: Record) -> Iterator[tuple[str, Document]]:
    """Yield the long texts of an entry by the name of their field."""
    for name, value in record.entry.__dict__.items():
        if isinstance(value, Document) and name != "summary":
            yield name, value


def _description(record: Record) -> str:
    """Return what describes a page in search results: the summary, else the beginning of its first text."""
    summary = record.entry.summary
    if summary:
        return summary.plain
    return next((text.plain for _, text in _texts(record) if text.plain), record.entry.title)


def facts_of(record: Record, page: Page) -> list[Fact]:
    """Return the facts that the model lists, those that have a value, labelled by the model."""
    model = type(record.entry)
    facts = []
    for name in model.FACTS:
        value = getattr(record.entry, name)
        if value in (None, (), ""):
            continue
        label = page.translate(model.model_fields[name].title or name)
        facts.append(Fact(label, _fact_value(name, value, page), len(value) if isinstance(value, tuple) else 1))
    return facts


def _fact_value(name: str, value: Any, page: Page) -> Markup:
    if name in ("months", "period_start", "period_end"):
        values = value if isinstance(value, tuple) else (value,)
        return Markup(", ").join(page.month(item) for item in values)
    if name == "time_required":
        return Markup(page.duration(value))
    return page.value(value)


def related_to(record: Record, page: Page, shown: Set[str]) -> list[tuple[str, list[Link]]]:
    """Return the entries that refer to this one, by collection; without the collections already shown."""
    library = page.renderer.library
    groups: dict[str, list[Link]] = {}
    for key in library.sources_of(record.key):
        source = library.record(key, page.language)
        link = page.link_to(source) if source is not None else None
        has_page = library.collections[key.collection].has_pages  # a quiz speaks through its lesson
        if (
            link is not None
            and link.url is not None
            and has_page
            and key != record.parent
            and key.collection not in shown
        ):
            groups.setdefault(key.collection, []).append(link)
    return [(page.translate(library.collections[name].label), links) for name, links in sorted(groups.items())]


def crumbs_to(record: Record, page: Page) -> list[Link]:
    """Return the way from the home page to this entry, itself left out."""
    return [Link(title, page.href(url)) for title, url in way_to(record, page)]


def way_to(record: Record, page: Page) -> list[tuple[str, str]]:
    """Return the titles and site-relative addresses from the home page to this entry, itself left out."""
    library = page.renderer.library
    prefix = language_prefix(page.language, library.site.language)
    name = "courses" if record.key.collection == "lessons" else record.key.collection
    collection = library.collections[name]
    way = [
        (page.translate("Главная"), prefix),
        (page.translate(collection.label), prefix + list_address(name)),
    ]
    parent = library.record(record.parent, page.language) if record.parent is not None else None
    if parent is not None:
        way.append((parent.card.name, prefix + entry_address(parent.key)))
    return way


def row_of(record: Record, page: Page) -> Row:
    """Return the line of an entry in a list."""
    values = record.card.values
    kind: Choice | None = values.get("kind")
    minutes: float | None = values.get("time_required")
    status: Choice | None = values.get("status")
    notes = [
        page.translate(kind.label) if kind is not None else "",
        str(values.get("year") or ""),
        page.duration(minutes) if minutes else "",
    ]
    card = record.card
    return Row(
        title=card.name,
        url=page.href(page.renderer.library.url(record) or ""),
        summary=card.title if card.designation else card.summary,
        notes=[note for note in notes if note] + ([page.translate(status.label)] if status else []),
        status=str(status or ""),
    )
