"""Markdown text → `Document`: one walk over the engine's events, writing HTML and noting mistakes.

The engine is pyromark (pulldown-cmark); its own HTML writer is not used, because it passes raw HTML, writes
`style=` attributes that a strict content policy blocks, and gives footnotes without a way back.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

import pyromark

from hub.language import N_
from hub.markdown.document import (
    PREFIX_MARK,
    Document,
    Heading,
    Image,
    Link,
    LinkEnd,
    Part,
    Phrase,
    Problem,
)
from hub.markdown.slug import slugify
from hub.markdown.typography import typeset

OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES
EXTERNAL_SCHEMES = frozenset({"https", "http", "mailto", "tel"})
ALERTS = {
    "NOTE": N_("Обратите внимание"),
    "TIP": N_("Совет"),
    "WARNING": N_("Осторожно"),
    "CHECK": N_("Требует проверки"),
    "DETAILS": "",
}
PLAIN_LIMIT = 400  # characters of plain text kept for descriptions and previews

_ALERT_HEAD = re.compile(rb"[ ]{0,3}>[ ]?\[!([A-Za-z]+)\][ \t]*([^\n]*)(\n|$)")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_LEFT_OVER = re.compile(r"\]\(|\[\^")
_SIMPLE_TAGS = {
    "Paragraph": "p",
    "Emphasis": "em",
    "Strong": "strong",
    "Item": "li",
    "TableRow": "tr",
}
_ALIGNMENTS = {"None": "", "Left": "", "Center": ' class="center"', "Right": ' class="right"'}


def parse_markdown(text: str) -> Document:
    """Return the document of a text. Mistakes are in its `problems`; nothing is raised for them."""
    return _Writer(text).run()


class _Writer:
    """One walk over one text. Its fields are what the walk must remember between two events."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.raw = text.encode("utf-8")
        self.parts: list[Part] = []
        self.pending: list[str] = []  # text events not yet typeset, merged so that rules see whole phrases
        self.pending_start = 0
        self.problems: list[Problem] = []
        self.headings: list[Heading] = []
        self.anchors: set[str] = set()
        self.heading_start = 0
        self.heading_index = 0
        self.heading_text: list[str] | None = None
        self.link_ends: list[Part] = []
        self.quote_ends: list[str] = []
        self.image: Image | None = None
        self.image_alt: list[str] = []
        self.in_code = False
        self.in_head = False
        self.alignments: tuple[str, ...] = ()
        self.column = 0
        self.skip_until = -1  # byte offset up to which text belongs to an alert's first line
        self.drop_paragraph = False
        self.footnotes: dict[str, list[Part]] = {}
        self.footnote_order: list[str] = []
        self.footnote_uses: dict[str, int] = {}
        self.outer_parts: list[Part] = []
        self.words = 0
        self.plain: list[str] = []
        self.plain_length = 0

    def run(self) -> Document:
        for event, place in pyromark.events_with_range(self.text, options=OPTIONS):
            self._event(event, place["start"], place["end"])
        self._flush()
        self._write_footnotes()
        return Document(
            source=self.text,
            parts=_merge(self.parts),
            headings=tuple(self.headings),
            problems=tuple(self.problems),
            words=self.words,
            plain=" ".join("".join(self.plain).split())[:PLAIN_LIMIT],
        )

    # -- events

    def _event(self, event: Any, start: int, end: int) -> None:
        if isinstance(event, str):
            self._bare(event, start)
            return
        ((name, value),) = event.items()
        if name == "Text":
            self._text(value, start, end)
            return
        self._flush()
        if self.image is not None and name in ("Start", "End") and value != "Image":
            return  # emphasis inside a description of a picture: its text is enough
        if name == "Start":
            self._start(value, start, end)
        elif name == "End":
            self._end(value, end)
        elif name == "Code":
            self._inline_code(value)
        elif name == "FootnoteReference":
            self._footnote_reference(value)
        elif name in ("Html", "InlineHtml"):
            self._problem("E401", start, read=value.strip())
            self.parts.append(escape(value))

    def _bare(self, event: str, start: int) -> None:
        if start < self.skip_until:
            return
        if event == "Rule":
            self._flush()
            self.parts.append("<hr>\n")
        elif self.image is not None:
            self.image_alt.append(" ")
        elif event == "HardBreak":
            self._flush()
            self.parts.append("<br>\n")
        else:
            self._text("\n", start, start + 1)

    def _text(self, value: str, start: int, end: int) -> None:
        if end <= self.skip_until:
            return
        if self.image is not None:
            self.image_alt.append(value)
        elif self.in_code:
            self.parts.append(escape(value, quote=False))
        else:
            if not self.pending:
                self.pending_start = start
            self.pending.append(value)

    def _flush(self) -> None:
        """Write the text collected since the last tag."""
        if not self.pending:
            return
        value = "".join(self.pending)
        self.pending.clear()
        if left_over := _LEFT_OVER.search(value):
            around = value[max(0, left_over.start() - 20) : left_over.end() + 20].strip()
            before = len(value[: left_over.start()].encode("utf-8"))
            self._problem("E406", self.pending_start + before, read=around)
        if self.heading_text is not None:
            self.heading_text.append(value)
        self._count(value)
        self.parts.append(escape(typeset(value), quote=False))

    def _count(self, value: str) -> None:
        self.words += len(value.split())
        if self.plain_length < PLAIN_LIMIT and self.heading_text is None:
            self.plain.append(value)
            self.plain_length += len(value)

    # -- tags

    def _start(self, tag: Any, start: int, end: int) -> None:
        if isinstance(tag, str):
            self._start_simple(tag, start, end)
            return
        ((name, value),) = tag.items()
        if name == "Heading":
            self._start_heading(start)
        elif name == "BlockQuote":
            self._start_quote(start)
        elif name == "CodeBlock":
            language = value["Fenced"].split()[0] if isinstance(value, dict) and value["Fenced"].strip() else ""
            self.in_code = True
            self.parts.append(f'<pre><code class="language-{escape(language)}">' if language else "<pre><code>")
        elif name == "List":
            number = f' start="{value}"' if value not in (None, 1) else ""
            self.parts.append(f"<ol{number}>\n" if value is not None else "<ul>\n")
        elif name == "Table":
            self.alignments = value
            self.parts += [
                '<div class="table" tabindex="0" role="group" aria-label="',
                Phrase(N_("Таблица")),
                '"><table>\n',
            ]
        elif name == "Link":
            self._start_link(value, start)
        elif name == "Image":
            line, column = self._locate(start)
            self.image = Image(value["dest_url"], "", line, column)
            self.image_alt = []
        elif name == "FootnoteDefinition":
            self.outer_parts, self.parts = self.parts, []
            self.footnotes[value] = self.parts

    def _start_simple(self, tag: str, start: int, end: int) -> None:
        if tag == "Paragraph" and start < self.skip_until:
            # The alert's first line is the whole paragraph: nothing of it is text.
            self.drop_paragraph = end <= self.skip_until
            if not self.drop_paragraph:
                self.parts.append("<p>")
        elif tag in _SIMPLE_TAGS:
            self.column = 0 if tag == "TableRow" else self.column
            self.parts.append(f"<{_SIMPLE_TAGS[tag]}>")
        elif tag == "TableHead":
            self.in_head, self.column = True, 0
            self.parts.append("<thead><tr>")
        elif tag == "TableCell":
            kind = 'th scope="col"' if self.in_head else "td"
            align = _ALIGNMENTS[self.alignments[self.column]] if self.column < len(self.alignments) else ""
            self.column += 1
            self.parts.append(f"<{kind}{align}>")

    def _end(self, tag: Any, end: int) -> None:
        if isinstance(tag, dict):
            ((name, value),) = tag.items()
            if name == "Heading":
                self._end_heading(int(value[1]))
            elif name == "BlockQuote":
                self.parts.append(self.quote_ends.pop())
            elif name == "List":
                self.parts.append("</ol>\n" if value else "</ul>\n")
        elif tag == "Paragraph":
            if not self.drop_paragraph:
                self.parts.append("</p>\n")
            self.drop_paragraph = False
            self._count(" ")
        elif tag in _SIMPLE_TAGS:
            self.parts.append(f"</{_SIMPLE_TAGS[tag]}>" + ("\n" if tag in ("Item", "TableRow") else ""))
        elif tag == "CodeBlock":
            self.in_code = False
            self.parts.append("</code></pre>\n")
        elif tag == "TableHead":
            self.in_head = False
            self.parts.append("</tr></thead>\n<tbody>\n")
        elif tag == "TableCell":
            self.parts.append("</th>" if self.in_head else "</td>")
            self._count(" ")
        elif tag == "Table":
            self.parts.append("</tbody></table></div>\n")
        elif tag == "Link":
            self.parts.append(self.link_ends.pop())
        elif tag == "Image":
            self._end_image()
        elif tag == "FootnoteDefinition":
            self.parts = self.outer_parts

    def _start_heading(self, start: int) -> None:
        self.heading_text = []
        self.heading_start = start
        self.heading_index = len(self.parts)
        self.parts.append("")  # the opening tag is written at the end, when the anchor is known

    def _end_heading(self, level: int) -> None:
        text = "".join(self.heading_text or ())
        self.heading_text = None
        anchor = base = slugify(text)
        count = 1
        while anchor in self.anchors:
            count += 1
            anchor = f"{base}-{count}"
        self.anchors.add(anchor)
        if level == 1:
            self._problem("E408", self.heading_start, read=text)
        self.headings.append(Heading(level, anchor, typeset(text)))
        self.parts[self.heading_index] = f'<h{level} id="{PREFIX_MARK}{anchor}">'
        self.parts.append(f"</h{level}>\n")

    def _start_quote(self, start: int) -> None:
        head = _ALERT_HEAD.match(self.raw, self.raw.rfind(b"\n", 0, start) + 1)
        if head is None:
            self.parts.append("<blockquote>\n")
            self.quote_ends.append("</blockquote>\n")
            return
        kind = head.group(1).decode().upper()
        title = head.group(2).decode("utf-8").strip()
        self.skip_until = head.end()
        if kind not in ALERTS:
            self._problem("E404", start, read=kind)
            kind = "NOTE"
        if kind == "DETAILS":
            if not title:
                self._problem("E405", start)
            self.parts.append(f"<details><summary>{escape(typeset(title), quote=False)}</summary>\n")
            self.quote_ends.append("</details>\n")
        else:
            self.parts.append(f'<div class="alert alert-{kind.lower()}" role="note"><p class="alert-title">')
            if kind == "CHECK" or not title:  # a title may add to the mark "to be checked", never replace it
                self.parts.append(Phrase(ALERTS[kind]))
            if title:
                words = escape(typeset(title), quote=False)
                self.parts.append(f": {words}" if kind == "CHECK" else words)
            self.parts.append("</p>\n")
            self.quote_ends.append("</div>\n")

    def _start_link(self, data: Any, start: int) -> None:
        target: str = data["dest_url"]
        title = f' title="{escape(data["title"])}"' if data["title"] else ""
        scheme = _SCHEME.match(target)
        if data["link_type"] == "Email":
            opening, closing = f'<a href="mailto:{escape(target)}">', "</a>"
        elif target.startswith("#"):
            opening, closing = f'<a href="#{PREFIX_MARK}{escape(target[1:])}"{title}>', "</a>"
        elif scheme is None:
            self._problem("E403", start, read=target)
            opening, closing = "<span>", "</span>"
        elif scheme.group(1).lower() in EXTERNAL_SCHEMES:
            opening, closing = f'<a href="{escape(target)}"{title} rel="noreferrer">', "</a>"
        elif scheme.group(1).lower() in ("javascript", "data", "file", "vbscript", "ftp", "blob"):
            self._problem("E402", start, read=target)
            opening, closing = "<span>", "</span>"
        else:
            line, column = self._locate(start)
            self.parts.append(Link(target, line, column))
            self.link_ends.append(LinkEnd())
            return
        self.parts.append(opening)
        self.link_ends.append(closing)

    def _end_image(self) -> None:
        image, alt = self.image, " ".join("".join(self.image_alt).split())
        self.image = None
        if image is None:
            return
        if not alt:
            self.problems.append(Problem("E407", image.line, image.column, {"read": image.target}))
        self.parts.append(Image(image.target, alt, image.line, image.column))

    def _inline_code(self, value: str) -> None:
        if self.image is not None:
            self.image_alt.append(value)
            return
        if self.heading_text is not None:
            self.heading_text.append(value)
        self._count(value)
        self.parts.append(f"<code>{escape(value, quote=False)}</code>")

    # -- footnotes

    def _footnote_reference(self, label: str) -> None:
        if label not in self.footnote_order:
            self.footnote_order.append(label)
        number = self.footnote_order.index(label) + 1
        self.footnote_uses[label] = self.footnote_uses.get(label, 0) + 1
        use = f"{PREFIX_MARK}fnref-{number}" + (
            f"-{self.footnote_uses[label]}" if self.footnote_uses[label] > 1 else ""
        )
        self.parts.append(f'<sup><a id="{use}" href="#{PREFIX_MARK}fn-{number}" role="doc-noteref">{number}</a></sup>')

    def _write_footnotes(self) -> None:
        used = [label for label in self.footnote_order if label in self.footnotes]
        if not used:
            return
        self.parts += ['<section class="footnotes" role="doc-endnotes" aria-label="', Phrase(N_("Сноски")), '"><ol>\n']
        for label in used:
            number = self.footnote_order.index(label) + 1
            self.parts.append(f'<li id="{PREFIX_MARK}fn-{number}">')
            self.parts += self.footnotes[label]
            self.parts += [
                f'<a href="#{PREFIX_MARK}fnref-{number}" role="doc-backlink" aria-label="',
                Phrase(N_("Вернуться к тексту")),
                '">↩</a></li>\n',
            ]
        self.parts.append("</ol></section>\n")

    # -- places

    def _locate(self, offset: int) -> tuple[int, int]:
        line_start = self.raw.rfind(b"\n", 0, offset) + 1
        return self.raw.count(b"\n", 0, offset) + 1, len(self.raw[line_start:offset].decode("utf-8", "ignore")) + 1

    def _problem(self, code: str, offset: int, **values: str) -> None:
        self.problems.append(Problem(code, *self._locate(offset), values))


def _merge(parts: list[Part]) -> tuple[Part, ...]:
    """Join neighbouring strings, so that a document is few parts and cheap to print and to store."""
    out: list[Part] = []
    run: list[str] = []
    for part in parts:
        if isinstance(part, str):
            run.append(part)
        else:
            if run:
                out.append("".join(run))
                run = []
            out.append(part)
    if run:
        out.append("".join(run))
    return tuple(out)
