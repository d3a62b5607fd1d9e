"""Plain text → the same text as Russian typesetting wants it: quotes, dashes, spaces that do not break."""

from __future__ import annotations

import re

# Stands between runs of text that markup separates: white space to every rule, and no author can write it.
BETWEEN = "\x1f"
_QUOTES = re.compile(r'"([^"\n\x1f]*[А-Яа-яЁё][^"\n\x1f]*)"')
_HYPHEN_AS_DASH = re.compile(r"(?<=\S) [-–] (?=\S)")
_BEFORE_DASH = re.compile(r"(?<=\S) —")
_SHORT_WORD = re.compile(r"(?<![\w\u00a0])([А-Яа-яЁё]{1,2}|№|§|ст\.|п\.|ч\.|гл\.) (?=\S)")
_NUMBER_UNIT = re.compile(r"(?<=\d) (?=[а-яё%₽])")
NO_BREAK = "\u00a0"


def typeset(text: str) -> str:
    """Return the text with «» for straight quotes around Russian, a dash for a lone hyphen, and no-break
    spaces after short words, between a number and its unit, and before a dash.
    """
    if '"' in text:
        text = _QUOTES.sub(r"«\1»", text)
    text = _HYPHEN_AS_DASH.sub(f"{NO_BREAK}— ", text)
    text = _BEFORE_DASH.sub(f"{NO_BREAK}—", text)
    text = _SHORT_WORD.sub(rf"\1{NO_BREAK}", text)
    return _NUMBER_UNIT.sub(NO_BREAK, text)


def typeset_runs(runs: list[str]) -> list[str]:
    """Return every run as `typeset` would; all at once, because a rule costs more to start than to go on."""
    return typeset(BETWEEN.join(runs)).split(BETWEEN) if runs else []
