"""The rules of quizzes, pure: every line of the tables of `fixtures/quizzes`, and what a seed decides."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.quizzes import rows
from tests.servers import Server
from tests.sites import REPOSITORY

OpenPage = Callable[..., Page]
ASSETS = REPOSITORY / "hooks" / "theme" / "assets"
# Calls a function of the module with each list of arguments.
CALL = """async ([address, name, calls]) => {
  const rules = await import(address + "js/quiz/rules.js");
  return calls.map((values) => rules[name](...values));
}"""

Call = Callable[[str, list[list[Any]]], list[Any]]


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("rules")
    (folder / "js").symlink_to(ASSETS / "js")
    (folder / "index.html").write_text("<!doctype html><html lang=ru><title>x</title>", "utf-8")
    with Server(folder) as address:
        yield address


@pytest.fixture
def call(scripts: str, open_page: OpenPage) -> Call:
    page = open_page(scripts)
    return lambda name, calls: list(page.evaluate(CALL, [scripts, name, calls]))


def test_every_answer_of_the_table_is_judged_as_it_says(call: Call) -> None:
    table = rows("judging.tsv")
    calls = [[row["kind"], json.loads(row["key"]), json.loads(row["value"])] for row in table]
    lacking = call("missing", calls)
    assert [each or "-" for each in lacking] == [row["missing"] for row in table]

    whole = [(row, values) for row, values in zip(table, calls, strict=True) if row["missing"] == "-"]
    for (row, _), found in zip(whole, call("judge", [values for _, values in whole]), strict=True):
        assert found["share"] == pytest.approx(float(Fraction(row["share"]))), row
        assert found["parts"] == json.loads(row["parts"]), row


def test_browser_and_build_fold_alike(call: Call) -> None:
    table = rows("folding.tsv")

    assert call("fold", [[row["text"]] for row in table]) == [row["folded"] for row in table]


def test_numbers_are_read_as_they_are_meant(call: Call) -> None:
    table = rows("numbers.tsv")
    expected = [None if row["number"] == "-" else float(row["number"]) for row in table]

    assert call("readNumber", [[row["text"], row["unit"]] for row in table]) == expected


def test_answers_outlive_what_authors_change(call: Call) -> None:
    table = rows("restoring.tsv")
    calls = [[row["kind"], json.loads(row["parts"]), json.loads(row["value"])] for row in table]

    for row, found in zip(table, call("restore", calls), strict=True):
        assert found == json.loads(row["kept"]), row


@pytest.mark.parametrize(
    ("verdicts", "share"),
    [
        ([(1, 1), (1, 1)], 100),
        ([(1, 1), (1, 0), (1, 0)], 33),
        ([(1, 1), (1, 1), (1, 0)], 66),  # never rounded up: 67 is not reached
        ([(3, 1), (1, 0)], 75),
        ([(1, 0.5), (1, 0.25)], 37),
        ([(1, 0.1)] * 3 + [(1, 0.7)] * 1, 25),
        ([(0, 0), (1, 1)], 100),
        ([(0, 1)], 100),  # nothing counts: there is nothing to fail
        ([], 100),
    ],
)
def test_points_become_per_cent(call: Call, verdicts: list[tuple[float, float]], share: int) -> None:
    assert call("percent", [[[{"weight": weight, "share": part} for weight, part in verdicts]]]) == [share]


def test_seed_decides_an_order_and_nothing_else_does(call: Call) -> None:
    ids = list("abcdefgh")
    orders = call("arrange", [[ids, seed, "x"] for seed in (1, 1, 2)] + [[ids[::-1], 1, "x"], [ids, 1, "y"]])

    assert orders[0] == orders[1] == orders[3]
    assert len({tuple(order) for order in orders}) == 3
    assert all(sorted(order) == ids for order in orders)


def test_what_is_added_or_removed_moves_nothing_else(call: Call) -> None:
    ids = list("abcdefgh")
    whole, shorter = call("arrange", [[ids, 7, "x"], [[id_ for id_ in ids if id_ != "d"], 7, "x"]])

    assert [id_ for id_ in whole if id_ != "d"] == shorter


def test_every_place_is_as_likely_as_another(call: Call) -> None:
    ids = list("abcd")
    orders = call("arrange", [[ids, seed, "x"] for seed in range(2000)])

    for place in range(4):
        for id_ in ids:
            assert 420 < sum(order[place] == id_ for order in orders) < 580


def test_what_is_to_be_ordered_never_starts_in_order(call: Call) -> None:
    for ids in (["a", "b"], list("abcd")):
        assert ids not in call("scramble", [[ids, seed, "x"] for seed in range(200)])


def test_bank_gives_as_many_questions_as_it_says(call: Call) -> None:
    ids = list("abcdefg")
    banks = [{"take": 2, "questions": list("abcd")}, {"take": 1, "questions": ["e", "f"]}]
    found = call("draw", [[ids, banks, seed] for seed in range(300)])

    for drawn in found:
        assert len(set(drawn) & set("abcd")) == 2
        assert len(set(drawn) & set("ef")) == 1
        assert drawn[-1] == "g", "what is in no bank is always asked"
        assert drawn == sorted(drawn), "and in the order of the author"
    assert {id_ for drawn in found for id_ in drawn} == set(ids)
