"""What the dialect makes of a text: HTML in parts, with the links that only a library can resolve."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from typing import Any, NamedTuple, Protocol

# Stands in ids until a page gives its prefix, so that two texts on one page never share an id. Readers'
# and authors' text cannot hold it: the scan refuses private-use characters.
PREFIX_MARK = "\ue0f0"
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_UNSAID = re.compile(r"<sup\b.*?</sup>|<[^>]*>", re.DOTALL)  # marks of footnotes, and tags


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in a text: the code, the place inside the text (from 1), the values of its wording."""

    code: str
    line: int
    column: int
    values: Mapping[str, str]


class Heading(NamedTuple):
    """A heading inside a text: level 2–6, its anchor, its plain text."""

    level: int
    anchor: str
    text: str


class Link(NamedTuple):
    """The start of a reference to an entry (`standards:id#clause`); ends at a `LinkEnd`."""

    target: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class LinkEnd:
    """The end of the reference that was opened last."""


LINK_END = LinkEnd()


class Image(NamedTuple):
    """A picture that lies beside the text: path as written, and what it shows."""

    target: str
    alt: str
    line: int
    column: int


class Blank(NamedTuple):
    """A place to be filled in (`{{name}}`), where the text of a form has one."""

    name: str
    line: int
    column: int


class Phrase(NamedTuple):
    """A string of the interface inside a text, translated when the page's language is known."""

    text: str


Part = str | Link | LinkEnd | Image | Blank | Phrase


class Resolver(Protocol):
    """What a text needs from outside to become HTML."""

    def link_url(self, target: str) -> str | None:
        """Return the address for a reference, or None where there is no page to lead to."""

    def link_marks(self, target: str) -> str:
        """Return what scripts must know of a reference: attributes, each after a space."""

    def image_url(self, target: str) -> str | None:
        """Return the address for a picture, or None where the file is missing."""

    def blank_html(self, name: str) -> str:
        """Return the HTML of a place to be filled in."""

    def translate(self, text: str) -> str:
        """Return a string of the interface in the page's language."""


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed text. `source` is what the author wrote, of a short text; `words` counts words of prose."""

    source: str
    parts: tuple[Part, ...] = ()
    headings: tuple[Heading, ...] = ()
    problems: tuple[Problem, ...] = ()
    words: int = 0
    plain: str = ""

    def __bool__(self) -> bool:
        return bool(self.parts)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the fields as they are: thousands of texts go from one process to another."""
        return Document, (self.source, self.parts, self.headings, self.problems, self.words, self.plain)

    def links(self) -> Iterator[Link]:
        """Yield the references to entries in the order they are written."""
        return (part for part in self.parts if isinstance(part, Link))

    def images(self) -> Iterator[Image]:
        """Yield the pictures in the order they are written."""
        return (part for part in self.parts if isinstance(part, Image))

    def blanks(self) -> Iterator[Blank]:
        """Yield the places to be filled in, in the order they are written."""
        return (part for part in self.parts if isinstance(part, Blank))

    def is_alone(self, blank: Blank) -> bool:
        """Return whether a place to be filled in is a whole paragraph."""
        at = self.parts.index(blank)
        before, after = self.parts[at - 1] if at else "", self.parts[at + 1] if at + 1 < len(self.parts) else ""
        return (
            isinstance(before, str) and before.endswith("<p>") and isinstance(after, str) and after.startswith("</p>")
        )

    def html(self, resolver: Resolver, prefix: str = "") -> str:
        """Return the HTML of the whole text; ids of footnotes and headings start with `prefix`."""
        out: list[str] = []
        closing: list[str] = []
        for part in self.parts:
            if isinstance(part, str):
                out.append(part)
            elif isinstance(part, Link):
                url = resolver.link_url(part.target)
                marks = resolver.link_marks(part.target)
                out.append(f'<a href="{escape(url)}"{marks}>' if url is not None else "<span>")
                closing.append("</a>" if url is not None else "</span>")
            elif isinstance(part, LinkEnd):
                out.append(closing.pop())
            elif isinstance(part, Phrase):
                out.append(escape(resolver.translate(part.text)))
            elif isinstance(part, Blank):
                out.append(resolver.blank_html(part.name))
            else:
                out.append(_image_html(part, resolver))
        return "".join(out).replace(PREFIX_MARK, prefix)

    @property
    def is_single_paragraph(self) -> bool:
        """Whether the text is one paragraph, so that it may stand where only a phrase may."""
        first, last = (self.parts[0], self.parts[-1]) if self.parts else ("", "")
        return (
            isinstance(first, str)
            and first.startswith("<p>")
            and isinstance(last, str)
            and last.endswith("</p>\n")
            and sum(part.count("<p>") for part in self.parts if isinstance(part, str)) == 1
        )

    @property
    def first_paragraph(self) -> str:
        """The first paragraph as readers see it, without markup and marks of footnotes."""
        found = _PARAGRAPH.search("".join(part for part in self.parts if isinstance(part, str)))
        return " ".join(unescape(_UNSAID.sub("", found.group(1))).split(" ")) if found else ""

    def inline_html(self, resolver: Resolver) -> str:
        """Return the HTML without the paragraph around it, for a text that is one paragraph."""
        text = self.html(resolver).strip()
        return text[3:-4] if self.is_single_paragraph else text


def _image_html(image: Image, resolver: Resolver) -> str:
    url = resolver.image_url(image.target)
    if url is None:
        return escape(image.alt)
    return f'<img src="{escape(url)}" alt="{escape(image.alt)}" loading="lazy">'
