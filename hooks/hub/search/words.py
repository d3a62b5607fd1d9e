"""Text → the words by which it is found. The browser does the same with a query: `theme/assets/js/words.js`."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

_WORD = re.compile(r"[^\W\d_]+|\d+")
# How people type what standards are called: Latin letters, no space before the «Р».
SPELLINGS = {
    "gost": ("гост",),
    "gostr": ("гост", "р"),
    "гостр": ("гост", "р"),
    "iso": ("исо",),
    "iec": ("мэк",),
    "en": ("ен",),
    "sp": ("сп",),
    "r": ("р",),
    "p": ("р",),
}
# Words that every page has: they say nothing of any.
STOP_WORDS = frozenset(
    "без бы был была были было быть вам вас весь во вот все всё вы где да для до его ее если есть еще же за и из или "
    "им их как ко когда кто ли либо мне может мы на над надо наш не него нет ни них но ну об однако он она они оно от "
    "по под при про со так также такой там те тем то того тоже той только том ты у уже хотя чего чей чем что чтобы чье "
    "чья эта эти это этот я the of and to in for a is on".replace("ё", "е").split()
)


def fold(text: str) -> str:
    """Return a text in lower case, ё as е, without marks of stress."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).replace("\u0301", "")
    return text.lower().replace("ё", "е")


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a text: letters apart from digits, lower case, ё as е, spellings of designations as one."""
    for word in _WORD.findall(fold(text)):
        if word in SPELLINGS:
            yield from SPELLINGS[word]
        else:
            yield word


def count_words(text: str) -> dict[str, int]:
    """Return how often a text says each word that says anything."""
    counts = Counter(_WORD.findall(fold(text)))
    for word in SPELLINGS.keys() & counts.keys():
        count = counts.pop(word)
        for each in SPELLINGS[word]:
            counts[each] += count
    return {word: count for word, count in counts.items() if is_said(word)}


def is_said(word: str) -> bool:
    """Return whether a word says anything: single letters and words that every page has do not."""
    return (len(word) > 1 or word.isdecimal()) and word not in STOP_WORDS


def designation_words(designation: str) -> list[tuple[str, ...]]:
    """Return the words of a designation, each with its other spellings: a year in two digits and in four."""
    words = list(words_of(designation))
    return [(word, *_other_years(word, is_last=place == len(words) - 1)) for place, word in enumerate(words)]


def _other_years(word: str, *, is_last: bool) -> tuple[str, ...]:
    if re.fullmatch(r"(19|20)\d\d", word):
        return (word[2:],)
    return (f"19{word}",) if is_last and re.fullmatch(r"[4-9]\d", word) else ()
