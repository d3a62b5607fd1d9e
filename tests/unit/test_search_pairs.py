"""The search pairs are what they claim: another form of a word that stands on the page.

`tests/fixtures/search/pairs.tsv` was written before the search. Each line is a query, the address of a page
that must be among the results, and what differs. A form that a page already holds would prove nothing.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAIRS_FILE = ROOT / "tests" / "fixtures" / "search" / "pairs.tsv"


class Pair(NamedTuple):
    """A query, the address of a page that it must find, and what differs."""

    query: str
    path: str
    note: str


def read_pairs() -> list[Pair]:
    """Return the pairs below the heading line."""
    with PAIRS_FILE.open(encoding="utf-8", newline="") as file:
        heading, *lines = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    assert heading == list(Pair._fields)
    return [Pair(*line) for line in lines]


PAIRS = read_pairs()


def source_of(path: str) -> Path:
    """Return the file from which a page is made."""
    collection, *names = path.strip("/").split("/")
    if collection == "courses":
        course, lesson = names
        return ROOT / "courses" / course / "lessons" / f"{lesson}.md"
    (name,) = names
    return ROOT / "docs" / collection / f"{name}.yml"


def literal_forms(query: str) -> list[str]:
    """Return what must not stand on the page: each word; of a designation, the whole."""
    return [query] if re.search(r"\d", query) else query.split()


def holds(text: str, form: str) -> bool:
    """Return whether a text holds a form as whole words, whatever the case of letters and the line breaks."""
    words = r"\s+".join(map(re.escape, form.split()))
    return re.search(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE) is not None


def test_there_are_sixty_different_pairs() -> None:
    assert len(PAIRS) >= 60
    assert len({(pair.query.casefold(), pair.path) for pair in PAIRS}) == len(PAIRS)
    assert all(pair.note for pair in PAIRS)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.query} → {pair.path}")
def test_page_of_a_pair_exists_and_does_not_hold_the_query_itself(pair: Pair) -> None:
    text = source_of(pair.path).read_text("utf-8")

    assert [form for form in literal_forms(pair.query) if holds(text, form)] == []


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("Термины и определения", "термины", True),
        ("Термины и определения", "термин", False),
        ("ГОСТ Р\n  52142-2013", "гост р 52142", True),
        ("ГОСТ Р 52142-2013", "гост 52142", False),
        ("учёт", "учет", False),
    ],
)
def test_form_is_looked_for_as_whole_words(text: str, form: str, expected: bool) -> None:
    assert holds(text, form) is expected
