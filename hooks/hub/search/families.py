"""Words → stems, and the stems of all other forms of a word: день and дню, провести and проведут.

A stemmer cuts endings; it cannot know that a stem changes. A dictionary does: every form of a word that the hub uses
is stemmed, and where that gives several stems, they are relatives. The browser has the stemmer and the relatives.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

import Stemmer  # type: ignore[import-not-found, unused-ignore] # a C extension without types

RUSSIAN = re.compile(r"[а-я-]+")
SURE = 0.05  # how likely a reading of a word must be to count: «стали» is a verb and a noun, «при» no verb

Stem = Callable[[str], str]


def make_stemmer(language: str) -> Stem:
    """Return the function that stems the words of a language; words of languages it does not know stay whole."""
    if language != "ru":
        return lambda word: word
    stemmer = Stemmer.Stemmer("russian", 100_000)

    def stem(word: str) -> str:
        return str(stemmer.stemWord(word)) if RUSSIAN.fullmatch(word) else word

    return stem


def families_of(words: Iterable[str], language: str, known: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Return the stems of all forms of each word that has more than one; `known` are those of an earlier build."""
    if language != "ru":
        return {}
    stem, analyser = make_stemmer(language), None
    found: dict[str, frozenset[str]] = {}
    for word in words:
        family = known.get(word)
        if family is None and len(word) > 2 and RUSSIAN.fullmatch(word):
            analyser = analyser or _analyser()
            family = _family(word, stem, analyser)
        found[word] = family or frozenset()
    return found


def _family(word: str, stem: Stem, analyser: Any) -> frozenset[str]:
    stems = {stem(word)}
    for reading in analyser.parse(word):
        # A word that the dictionary does not know is read by its likeness to others: its forms are a guess.
        if reading.score >= SURE and reading.is_known:
            stems.update(stem(form.word.replace("ё", "е")) for form in reading.lexeme)
    return frozenset(stems) if len(stems) > 1 else frozenset()


@cache
def _analyser() -> Any:
    import pymorphy3  # type: ignore[import-untyped, unused-ignore] # 8 MB, wanted only when words are new

    return pymorphy3.MorphAnalyzer()
