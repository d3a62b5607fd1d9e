"""Markdown text → `Document`: one walk over the engine's events (long, because it is one walk with one state).

The engine is pyromark (pulldown-cmark); its own HTML writer is not used, because it passes raw HTML, writes
`style=` attributes that a strict content policy blocks, and gives footnotes without a way back.
"""

from __future__ import annotations

import difflib
import re
from bisect import bisect_right
from functools import cached_property
from html import escape
from typing import Any

import pyromark

from hub.language import N_
from hub.markdown.document import (
    LINK_END,
    PREFIX_MARK,
    Blank,
    Document,
    Heading,
    Image,
    Link,
    Part,
    Phrase,
    Problem,
)
from hub.markdown.slug import slugify
from hub.markdown.typography import BETWEEN, typeset, typeset_runs

OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES
EXTERNAL_SCHEMES = frozenset({"https", "http", "mailto", "tel"})
ALERTS = {
    "NOTE": N_("Обратите внимание"),
    "TIP": N_("Совет"),
    "WARNING": N_("Осторожно"),
    "CHECK": N_("Требует проверки"),
    "DETAILS": "",
}
PROBLEM_LIMIT = 1000  # mistakes in one text; who mends a thousand will be told the rest
SOURCE_LIMIT = 400  # characters; of a longer text nobody asks for the source
PLAIN_LIMIT = 400  # characters of plain text kept for descriptions and previews

_ALERT_HEAD = re.compile(rb"[ ]{0,3}>[ ]?\[!([^\]\n]+)\][ \t]*([^\n]*)(\n|$)")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_REFUSED_SCHEMES = frozenset({"javascript", "data", "file", "vbscript", "ftp", "blob"})
# Signs of markup that the engine took for plain text, and what to do about each; not after a lone "\".
_LEFT_OVER = re.compile(
    rb"(?<!\\)(?:\\\\)*(\]\(|\]\[|\[\^|\[!(?=[A-Za-z\xd0\xd1])|\*\*"
    rb"|\][ \t]+\((?=(?:[a-z]+:[a-z0-9/]|#|\.\./|media/)[^\s)]*\)))"
)
# … and those that are signs only where a line, an item or a quotation begins.
_LEFT_OVER_LINE = re.compile(
    rb"^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?"
    rb"(#{2,6}(?=[^\s#])|(?:\xe2\x80[\xa2\xa3]|\xe2\x97[\x8f\xa6]|\xe2\x96\xaa|\xc2\xb7)(?=[ \t\xc2])"
    rb"|\|(?=[^\n]*\|[ \t]*$)|\[(?:NOTE|TIP|WARNING|CHECK|DETAILS)\])[^\n]*$",
    re.MULTILINE,
)
_MAY_BE_LEFT_OVER = re.compile(r"\[|\]\(|\*\*|^[#|•‣●◦▪·]", re.MULTILINE)
_ESCAPE_IT = N_("; если это просто текст, поставьте перед ним «\\»")
_ADVICE = {
    "](": N_("уберите пробелы из адреса и из имени файла"),
    "] (": N_("уберите пробел между «]» и «(»"),
    "][": N_("поставьте адрес в круглых скобках: [слова](адрес)"),
    "[^": N_("допишите отдельной строкой текст сноски: «[^имя]: текст»"),
    "[!": N_("начните врезку с новой строки, вне списка, знаком «>»: > [!NOTE]"),
    "[": N_("поставьте в скобках «!» перед словом: > [!NOTE]"),
    "**": N_("поставьте «**» вплотную к словам с обеих сторон: **важно**"),
    "#": N_("поставьте пробел после решёток: ## Заголовок"),
    "|": N_("добавьте под первой строкой таблицы вторую: |---|---|"),
    "•": N_("начните каждый пункт с дефиса и пробела: - пункт"),
}
_LEFT_OVER_LENGTH = 120  # bytes that a message quotes when nothing ends the markup
_FENCE = re.compile(rb"`{3,}|~{3,}")
_BLANK = re.compile(r"\{\{\s*([a-z0-9-]+)\s*\}\}")  # a place to be filled in
_BLANK_BYTES = re.compile(_BLANK.pattern.encode())
_OPENING_TAG = re.compile(r"<([A-Za-z][\w-]*)")
_CLOSING_TAG = re.compile(r"</([A-Za-z][\w-]*)\s*>")
_PLAIN_TAGS = {"Emphasis": "<em>", "Strong": "<strong>", "Item": "<li>"}
_PLAIN_ENDS = {"Emphasis": "</em>", "Strong": "</strong>", "Item": "</li>\n"}
_ALIGNMENTS = {"None": "", "Left": "", "Center": ' class="center"', "Right": ' class="right"'}


def parse_markdown(text: str) -> Document:
    """Return the document of a text. Mistakes are in its `problems`; nothing is raised for them."""
    return _Writer(text).run()


class _Writer:
    """One walk over one text. Its fields are what the walk must remember between two events."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.raw = text.encode("utf-8")
        self.parts: list[Part | int] = []
        self.pending: list[str] = []  # text events not yet typeset, merged so that rules see whole phrases
        self.pending_start = self.pending_end = 0
        self.runs: list[str] = []  # the merged texts; a number among the parts stands for one of them
        self.run_places: list[tuple[int, int]] = []
        self.problems: list[Problem] = []
        self.headings: list[Heading] = []
        self.anchors: dict[str, int] = {}  # every anchor, and how many headings asked for it
        self.heading_start = 0
        self.heading_index = 0
        self.heading_text: list[str] | None = None
        self.link_ends: list[Part] = []
        self.quote_ends: list[str] = []
        self.image: Image | None = None
        self.image_alt: list[str] = []
        self.image_depth = 0  # pictures inside the description of a picture
        self.html_block_told = False
        self.html_told: set[str] = set()  # names of tags already told, so that a closing one is not told again
        self.local_links: list[tuple[str, int]] = []
        self.in_code = False
        self.in_head = False
        self.alignments: tuple[str, ...] = ()
        self.column = 0
        self.skip_until = -1  # byte offset up to which text belongs to an alert's first line
        self.drop_paragraph = False
        self.footnotes: dict[str, list[Part | int]] = {}
        self.footnote_starts: dict[str, int] = {}
        self.footnote_order: list[str] = []
        self.footnote_uses: dict[str, int] = {}
        self.outer_parts: list[Part | int] = []
        self.words = 0
        self.plain: list[str] = []
        self.plain_length = 0

    def run(self) -> Document:
        for event, place in pyromark.events_with_range(self.text, options=OPTIONS):
            # Two thirds of all events are text and plain tags: they are written here, the others where they belong.
            if isinstance(event, str):
                self._bare(event, place["start"])
                continue
            ((name, value),) = event.items()
            if name == "Text":
                self._text(str(value), place["start"], place["end"])
                continue
            if self.pending:
                self._flush()
            if self.image is None and value.__class__ is str and value in _PLAIN_TAGS:
                self.parts.append(_PLAIN_TAGS[value] if name == "Start" else _PLAIN_ENDS[value])
            else:
                self._event(name, value, place["start"], place["end"])
        self._flush()
        self._check_local_links()
        self._write_footnotes()
        self._find_left_overs()
        self.words += sum(len(run.split()) for run in self.runs)
        return Document(
            source=self.text if len(self.text) <= SOURCE_LIMIT else "",
            parts=_merge(self.parts, self._written_runs()),
            headings=tuple(self.headings),
            problems=tuple(self.problems),
            words=self.words,
            plain=" ".join("".join(self.plain).split())[:PLAIN_LIMIT],
        )

    # -- events

    def _event(self, name: str, value: Any, start: int, end: int) -> None:
        if self.image is not None and name in ("Start", "End") and self._is_inside_image(name, value):
            return
        if name == "Start":
            self._start(value, start, end)
        elif name == "End":
            self._end(value)
        elif name == "Code":
            self._inline_code(value)
        elif name == "FootnoteReference":
            self._footnote_reference(value)
        elif name in ("Html", "InlineHtml"):
            self._html(value, start, is_block=name == "Html")
            self.parts.append(escape(value))

    def _is_inside_image(self, name: str, tag: Any) -> bool:
        """Skip emphasis or a picture inside a description of a picture: its text is enough."""
        if tag == "Image":
            self.image_depth -= 1
            return self.image_depth >= 0
        self.image_depth += name == "Start" and isinstance(tag, dict) and "Image" in tag
        return True

    def _html(self, value: str, start: int, *, is_block: bool) -> None:
        """Tell of raw HTML once: at a block's first line, at an opening tag but not at its closing one."""
        closing = _CLOSING_TAG.fullmatch(value.strip())
        told = closing is not None and closing.group(1) in self.html_told
        if not told and not (is_block and self.html_block_told):
            self._problem("E401", start, read=value.strip())
        self.html_block_told = is_block
        self.html_told.update(_OPENING_TAG.findall(value))

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
            self.pending_end = end
            self.pending.append(value)

    def _flush(self) -> None:
        """Write the text collected since the last tag."""
        if not self.pending:
            return
        value = "".join(self.pending)
        self.pending.clear()
        if self.heading_text is not None:
            self.heading_text.append(value)
        elif self.plain_length < PLAIN_LIMIT:
            self._describe(value)
        if "{{" in value:
            self._flush_with_blanks(value)
            return
        self.parts.append(len(self.runs))
        self.runs.append(value)
        self.run_places.append((self.pending_start, self.pending_end))

    def _flush_with_blanks(self, value: str) -> None:
        """Write a text that has places to be filled in: a run for each piece between them."""
        at, places = 0, _BLANK_BYTES.finditer(self.raw, self.pending_start, self.pending_end)
        for found, place in zip(_BLANK.finditer(value), places, strict=False):
            self.parts.append(len(self.runs))
            self.runs.append(value[at : found.start()])
            self.parts.append(Blank(found.group(1), *self._locate(place.start())))
            self.run_places.append((place.start(), place.start()))
            at = found.end()
        self.parts.append(len(self.runs))
        self.runs.append(value[at:])
        self.run_places.append((self.pending_start, self.pending_end))

    def _written_runs(self) -> list[str]:
        return escape(BETWEEN.join(typeset_runs(self.runs)), quote=False).split(BETWEEN)

    def _find_left_overs(self) -> None:
        """Tell of markup that stayed text, as it was written: an escaped bracket is text on purpose."""
        for run, (start, end) in zip(self.runs, self.run_places, strict=True):
            if _MAY_BE_LEFT_OVER.search(run):
                self._find_left_overs_in(start, end)
                self._find_left_over_lines(start, end)

    def _find_left_overs_in(self, at: int, last: int) -> None:
        while found := _LEFT_OVER.search(self.raw, at, last):
            mark, sign = found.group(1), found.start(1)
            start = self._bracket_before(sign) if mark.startswith(b"]") else sign
            if start is None:
                at = found.end()
                continue
            end = mark if mark == b"**" else b")" if mark.endswith(b"(") else b"]"
            closing = self.raw.find(end, found.end(), last)
            at = closing + len(end) if closing != -1 else min(last, start + _LEFT_OVER_LENGTH)
            kind = "] (" if mark.endswith(b"(") and mark != b"](" else mark.decode()
            self._left_over(start, at, kind)
            at = max(at, found.end())

    def _find_left_over_lines(self, start: int, last: int) -> None:
        """Tell of the first line of each kind: the lines after it are the same list or table."""
        told = set()
        for found in _LEFT_OVER_LINE.finditer(self.raw, self.raw.rfind(b"\n", 0, start) + 1):
            if found.start(1) >= last:
                break
            kind = found.group(1)[:1].decode("utf-8", "ignore") or "•"
            if found.start(1) >= start and kind not in told:
                told.add(kind)
                self._left_over(found.start(1), found.end(), kind)

    def _left_over(self, start: int, end: int, kind: str) -> None:
        escape_it = "" if kind == "•" else _ESCAPE_IT  # only signs of markup can be escaped
        read = self.raw[start:end].decode("utf-8", "ignore")
        self._problem("E406", start, read=read, advice=_ADVICE[kind], otherwise=escape_it)

    def _bracket_before(self, sign: int) -> int | None:
        """Return where the bracket opens that closes at a place of the same line: the place itself if none
        does, None if that bracket is escaped.
        """
        line_start = self.raw.rfind(b"\n", 0, sign) + 1
        bracket = self.raw.rfind(b"[", line_start, sign)
        if bracket == -1 or b"]" in self.raw[bracket:sign]:
            return sign
        before = self.raw[line_start:bracket]
        return None if (len(before) - len(before.rstrip(b"\\"))) % 2 else bracket

    def _describe(self, value: str) -> None:
        """Add to the plain text that describes the whole."""
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
            if isinstance(value, dict):
                self._check_fence(start, end)
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
            if value in self.footnotes:
                self._problem("E413", start, read=value)
            self.footnotes[value] = self.parts
            self.footnote_starts.setdefault(value, start)

    def _check_fence(self, start: int, end: int) -> None:
        """Tell of a sample that nothing closes: it swallows the rest of the text."""
        rows = self.raw[start:end].rstrip().split(b"\n")
        fence = _FENCE.match(rows[0])
        closing = _FENCE.fullmatch(rows[-1].strip(b" \t>")) if len(rows) > 1 else None
        if fence is not None and (closing is None or not closing[0].startswith(fence[0])):
            self._problem("E419", start, read=fence[0].decode())

    def _start_simple(self, tag: str, start: int, end: int) -> None:
        if tag == "Paragraph" and start < self.skip_until:
            # The alert's first line is the whole paragraph: nothing of it is text.
            self.drop_paragraph = end <= self.skip_until
            if not self.drop_paragraph:
                self.parts.append("<p>")
        elif tag == "HtmlBlock":
            self.html_block_told = False
        elif tag == "Paragraph":
            self.parts.append("<p>")
        elif tag == "TableRow":
            self.column = 0
            self.parts.append("<tr>")
        elif tag == "TableHead":
            self.in_head, self.column = True, 0
            self.parts.append("<thead><tr>")
        elif tag == "TableCell":
            kind = 'th scope="col"' if self.in_head else "td"
            align = _ALIGNMENTS[self.alignments[self.column]] if self.column < len(self.alignments) else ""
            self.column += 1
            self.parts.append(f"<{kind}{align}>")

    def _end(self, tag: Any) -> None:
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
            self._describe(" ")
        elif tag == "TableRow":
            self.parts.append("</tr>\n")
        elif tag == "CodeBlock":
            self.in_code = False
            self.parts.append("</code></pre>\n")
        elif tag == "TableHead":
            self.in_head = False
            self.parts.append("</tr></thead>\n<tbody>\n")
        elif tag == "TableCell":
            self.parts.append("</th>" if self.in_head else "</td>")
            self._describe(" ")
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
        while anchor in self.anchors:
            self.anchors[base] += 1
            anchor = f"{base}-{self.anchors[base]}"
        self.anchors[anchor] = 1
        above = self.headings[-1].level if self.headings else 1  # the title of the page stands above all
        if level == 1:
            self._problem("E408", self.heading_start, read=text)
        elif level > above + 1:
            self._problem("E414", self.heading_start, read=text, level="#" * level, expected="#" * (above + 1))
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
            self.local_links.append((target[1:], start))
            opening, closing = f'<a href="#{PREFIX_MARK}{escape(target[1:])}"{title}>', "</a>"
        elif scheme is None:
            self._problem("E403", start, read=target)
            opening, closing = "<span>", "</span>"
        elif scheme.group(1).lower() in EXTERNAL_SCHEMES:
            opening, closing = f'<a href="{escape(target)}"{title} rel="noreferrer">', "</a>"
        elif scheme.group(1).lower() in _REFUSED_SCHEMES or "://" in target:
            self._problem("E402", start, read=target)
            opening, closing = "<span>", "</span>"
        else:
            line, column = self._locate(start)
            self.parts.append(Link(target, line, column))
            self.link_ends.append(LINK_END)
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
        self.words += len(value.split())
        self._describe(value)
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

    def _check_local_links(self) -> None:
        for anchor, start in self.local_links:
            if anchor not in self.anchors:
                near = difflib.get_close_matches(anchor, self.anchors, n=1, cutoff=0.5)
                advice = (
                    f"возможно, имелось в виду «#{near[0]}»" if near else N_("добавьте заголовок или уберите ссылку")
                )
                self._problem("E411", start, read=anchor, advice=advice)

    def _write_footnotes(self) -> None:
        for label in self.footnotes:
            if label not in self.footnote_order:
                self._problem("E412", self.footnote_starts[label], read=label)
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

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer(b"\n", self.raw))]

    def _locate(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._line_starts, offset)
        before = self.raw[self._line_starts[line - 1] : offset]
        return line, len(before.decode("utf-8", "ignore")) + 1

    def _problem(self, code: str, offset: int, **values: str) -> None:
        if len(self.problems) < PROBLEM_LIMIT:
            self.problems.append(Problem(code, *self._locate(offset), values))


def _merge(parts: list[Part | int], runs: list[str]) -> tuple[Part, ...]:
    """Join neighbouring strings, so that a document is few parts and cheap to print and to store."""
    out: list[Part] = []
    run: list[str] = []
    for part in parts:
        if isinstance(part, str):
            run.append(part)
        elif isinstance(part, int):
            run.append(runs[part])
        else:
            if run:
                out.append("".join(run))
                run = []
            out.append(part)
    if run:
        out.append("".join(run))
    return tuple(out)
