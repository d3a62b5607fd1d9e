"""What one page knows while it is rendered: its language, its depth, and how to lead elsewhere."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from gettext import NullTranslations
from html import escape
from typing import Any, NamedTuple

from babel.dates import format_date, format_datetime
from jinja2 import Environment
from markupsafe import Markup

from hub.content import Choice, Collection, Confidence, Key, Record
from hub.fields import Moment, Reference
from hub.library import Library
from hub.library.facets import Facet
from hub.library.references import resolve_asset
from hub.library.trace import FILE
from hub.markdown import Document


class Link(NamedTuple):
    """A link as a template prints it; `url` is None where there is no page to lead to."""

    title: str
    url: str | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Renderer:
    """All that rendering needs, for all pages: passed in once, never changed.

    `facets` are those of each collection in each language that has pages; `menus` the header's links by
    language: the collection and its site-relative address. `words` keeps what was translated, `crumbs` the ways to
    pages, `rows` what a list says of an entry, `panels` the
    facets of a list as they stand at a depth, `fitting` where a choice of the reader can change an order.
    """

    library: Library
    environments: Mapping[str, Environment]
    catalogues: Mapping[str, NullTranslations]
    facets: Mapping[tuple[str, str], Sequence[Facet]]
    menus: Mapping[str, Sequence[tuple[Collection, str]]]
    words: dict[tuple[str, str], str] = field(default_factory=dict, compare=False, repr=False)
    crumbs: dict[tuple[str, tuple[Link, ...]], str] = field(default_factory=dict, compare=False, repr=False)
    rows: dict[tuple[str, Key], str] = field(default_factory=dict, compare=False, repr=False)
    panels: dict[tuple[str, str, str], str] = field(default_factory=dict, compare=False, repr=False)
    fitting: dict[tuple[str, str], bool] = field(default_factory=dict, compare=False, repr=False)

    @property
    def speakers(self) -> Mapping[str, Callable[[str], str]]:
        """What translates a string of the interface, by language."""
        return {language: catalogue.gettext for language, catalogue in self.catalogues.items()}


@dataclass(frozen=True, slots=True)
class Page:
    """One page to be: its address and language. It resolves links for texts (see `markdown.Resolver`)."""

    renderer: Renderer
    url: str
    language: str
    source_path: str = ""

    @property
    def base(self) -> str:
        """The way from this page to the top of the site: empty, or `../` as many times as needed."""
        return "../" * self.url.count("/")

    def href(self, url: str) -> str:
        """Return a link to a site-relative address, relative to this page."""
        return (self.base + url) or "./"

    def translate(self, text: str) -> str:
        """Return a string of the interface in this page's language."""
        known = self.renderer.words.get((self.language, text))
        if known is None:
            known = self.renderer.words[self.language, text] = self.renderer.catalogues[self.language].gettext(text)
        return known

    def link_url(self, target: str) -> str | None:
        """Return the link for a reference inside a text."""
        found = self.renderer.library.find_text(target, self.language)
        return self.href(found.url) if found is not None else None

    def link_marks(self, target: str) -> str:
        """Return what makes a term be explained where it stands; nothing for any other reference inside a text."""
        found = self.renderer.library.find_text(target, self.language) if target.startswith("terms:") else None
        return f' class="term" data-term="{found.key.id}"' if found is not None and found.key is not None else ""

    def image_url(self, target: str) -> str | None:
        """Return the link for a file beside the source of this page."""
        url = self.asset_address(target)
        return self.href(url) if url is not None else None

    def blank_html(self, name: str) -> str:
        """Return a place to be filled in as it is written: only the sheets of forms know what stands there."""
        return f"{{{{{name}}}}}"

    def asset_address(self, target: str) -> str | None:
        """Return the site-relative address of a file beside the source of this page."""
        path = resolve_asset(self.source_path, target)
        if path is None:
            return None
        self.renderer.library.trace.see(FILE, "", "", path)
        return self.renderer.library.files.get(path)

    # -- values as HTML

    def text(self, document: Document | None, prefix: str = "") -> Markup:
        """Return a text as HTML blocks."""
        return Markup(document.html(self, prefix)) if document is not None else Markup("")

    def inline(self, document: Document | None) -> Markup:
        """Return a text of one paragraph as HTML without the paragraph."""
        return Markup(document.inline_html(self)) if document is not None else Markup("")

    def link(self, reference: Reference) -> Link:
        """Return the link of a reference; an unknown one keeps its id as the title."""
        found = self.renderer.library.find(reference, self.language)
        return Link(found.title, self.href(found.url)) if found is not None else Link(str(reference), None)

    def link_to(self, record: Record, note: str = "") -> Link:
        """Return the link to an entry."""
        url = self.renderer.library.url(record)
        return Link(record.card.name, self.href(url) if url is not None else None, note)

    def day(self, value: date) -> Markup:
        """Return a date in words, with its machine form."""
        return _day(value, self.language)

    def month(self, value: str) -> Markup:
        """Return a month such as 2022-04 in words."""
        first = date.fromisoformat(f"{value}-01")
        return _time(value, format_date(first, "LLLL y", locale=self.language))

    def moment(self, value: Moment) -> Markup:
        """Return a day, or a day and time with its offset."""
        if value.at is None:
            return self.day(value.day)
        words = format_datetime(value.at, "d MMMM y, HH:mm", locale=self.language)
        offset = value.at.strftime("%z")
        return _time(value.iso, f"{words} (UTC{offset[:3]}:{offset[3:]})")

    def duration(self, minutes: float) -> str:
        """Return a length of time in words: `1 ч 30 мин`, `45 с`."""
        total = round(minutes * 60)
        hours, rest = divmod(total, 3600)
        mins, seconds = divmod(rest, 60)
        words = [
            self.translate(form).format(n=value)
            for value, form in ((hours, "{n} ч"), (mins, "{n} мин"), (seconds if total < 600 else 0, "{n} с"))
            if value
        ]
        return "\u00a0".join(" ".join(words).split(" "))

    def value(self, value: Any) -> Markup:
        """Return any field's value as HTML: the one place that knows how each kind of value is shown."""
        if isinstance(value, Confidence):
            return self.confidence(value)
        if isinstance(value, Choice):
            return Markup(escape(self.translate(value.label)))
        if isinstance(value, Reference):
            return link_html(self.link(value))
        if isinstance(value, Moment):
            return self.moment(value)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, Document):
            return self.inline(value)
        if isinstance(value, tuple):
            return Markup(", ").join(self.value(item) for item in value)
        text = str(value)
        if text.startswith(("https://", "http://")):
            host = text.split("/")[2].removeprefix("www.")
            return Markup(f'<a href="{escape(text)}" rel="noreferrer">{escape(host)}</a>')
        return Markup(escape(text))

    def confidence(self, value: Confidence) -> Markup:
        """Return how sure a statement is, in words; a low one as a mark that is seen."""
        words = escape(self.translate(value.label))
        return Markup(f'<span class="mark mark-{value}">{words}</span>')


def link_html(link: Link) -> Markup:
    """Return a link, or its title alone where there is no page to lead to."""
    title = escape(link.title)
    return Markup(f'<a href="{escape(link.url)}">{title}</a>' if link.url is not None else title)


@functools.lru_cache(maxsize=20_000)
def _day(value: date, language: str) -> Markup:
    return _time(value.isoformat(), format_date(value, "long", language))


def _time(machine: str, words: str) -> Markup:
    return Markup(f'<time datetime="{machine}">{escape(words)}</time>')


@dataclass(frozen=True, slots=True)
class TextWithPlaces:
    """Resolves a text as its page does, but for the places in it: what they become, a part of the page decides."""

    page: Page

    def link_url(self, target: str) -> str | None:
        """Return the link for a reference inside the text."""
        return self.page.link_url(target)

    def link_marks(self, target: str) -> str:
        """Return what scripts must know of a reference."""
        return self.page.link_marks(target)

    def image_url(self, target: str) -> str | None:
        """Return the link for a picture of the text."""
        return self.page.image_url(target)

    def translate(self, text: str) -> str:
        """Return a string of the interface in the language of the page."""
        return self.page.translate(text)

    def blank_html(self, name: str) -> str:
        """Return what stands in a place."""
        raise NotImplementedError
