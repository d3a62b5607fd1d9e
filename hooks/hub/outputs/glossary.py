"""Terms → `api/glossary.json`: what explains a word where it stands in a text, as plain text with its source."""

from __future__ import annotations

import json
from collections.abc import Callable

from babel.dates import format_date

from hub.collections.terms import Term
from hub.content import Confidence, Record
from hub.language import N_
from hub.library import Library

LIMIT = 320  # characters of an explanation; the rest is on the page of the term
NAMES, NAME_LIMIT = 2, 70  # sources that are named, and characters of their names: titles of acts are long

_NO_SOURCE = N_("Источник не указан.")


def glossary_path(prefix: str) -> str:
    """Return where the glossary of a language is, which has its pages below a prefix."""
    return f"{prefix}api/glossary.json"


def export_glossary(library: Library, language: str, translate: Callable[[str], str]) -> bytes:
    """Return the terms of a language by id; `translate` gives the strings of the interface in it."""
    terms = {record.key.id: _term(record, library, translate) for record in library.entries("terms", language)}
    data = {
        "language": language,
        "more": translate(N_("Подробнее")),
        "close": translate(N_("Закрыть")),
        "terms": terms,
    }
    return f"{json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n".encode()


def _term(record: Record, library: Library, translate: Callable[[str], str]) -> dict[str, str]:
    term = record.entry
    if not isinstance(term, Term):
        raise TypeError(f"{record.key} is no term")
    text = term.definition.first_paragraph
    found = {
        "title": _title(term),
        # What a colon promises stands on the page of the term.
        "text": _cut(f"{text[:-1]}…" if text.endswith(":") else text, LIMIT),
        "source": _source(term, record.language, library, translate),
    }
    return {**found, "mark": translate(term.confidence.label)} if term.confidence is Confidence.LOW else found


def _source(term: Term, language: str, library: Library, translate: Callable[[str], str]) -> str:
    """Return where the explanation is from, when that was read, and how sure it is unless it is sure."""
    targets = (library.find(reference, language) for reference in term.defined_in)
    names = list(dict.fromkeys(target.title for target in targets if target is not None))
    names = names or list(dict.fromkeys(url.split("/")[2].removeprefix("www.") for url in term.sources))
    if not names:
        return translate(_NO_SOURCE)
    count = NAMES if len("; ".join(names[:NAMES])) <= NAME_LIMIT else 1
    more = translate(N_(" и ещё {num}")).format(num=len(names) - count) if len(names) > count else ""
    words = f"{translate(N_('Источник:'))} {_cut('; '.join(names[:count]), NAME_LIMIT)}{more}."
    if term.checked_on is None:
        return words
    doubt = f", {translate(term.confidence.label)}" if term.confidence is Confidence.MEDIUM else ""
    day = format_date(term.checked_on, "long", locale=language)
    return f"{words} {translate(N_('Проверено:'))} {day}{doubt}".removesuffix(".") + "."


def _title(term: Term) -> str:
    """Return the term with its abbreviation, unless its title says it already."""
    short = term.abbreviation
    return f"{term.title} ({short})" if short and short not in term.title else term.title


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + "…"
