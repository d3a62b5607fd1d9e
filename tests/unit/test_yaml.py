"""YAML as the hub reads it: libyaml's mistakes in an author's words, and scalars that stay what was written."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from hub.diagnostics import QUOTE_LIMIT, Diagnostic
from hub.load.yaml import NESTING_LIMIT, PROBLEMS, compose, explain, parse_yaml

# A real text for every problem that has words, and the place where its author is sent.
PROVOKED = {
    "mapping values are not allowed in this context": ("title: Право: что это\n", 1, 13),
    "mapping keys are not allowed in this context": ("title: ? слово\n", 1, 8),
    "found character that cannot start any token": ("title: `слово`\n", 1, 8),
    "found a tab character": ("a:\n  b: 1\n\tc: 2\n", 3, 1),
    "did not find expected key": ("a:\n  b: 1\n c: 2\n", 3, 2),
    "could not find expected ':'": ("title: Слово\nkind term\nyear: 1\n", 2, 1),
    "did not find expected '-' indicator": ("- a: 1\n b: 2\n", 2, 2),
    "block sequence entries are not allowed in this context": ("topics: - a\n", 1, 9),
    "found unexpected end of stream": ("title: 'Слово\nyear: 1\n", 1, 8),
    "found unexpected document indicator": ('title: "Слово\n---\n"\n', 1, 8),
    "found unknown escape character": ('title: "C:\\Дом"\n', 1, 11),
    "did not find expected hexdecimal number": ('title: "\\xYZ"\n', 1, 11),
    "found invalid Unicode character escape code": ('title: "\\uD800"\n', 1, 11),
    "did not find expected ',' or ']'": ("a: [b, c\nd: e\n", 1, 4),
    "did not find expected ',' or '}'": ("a: {b: c\nd: e\n", 1, 4),
    "did not find expected node content": ("a: [b, , c]\n", 1, 8),
    "did not find expected alphabetic or numeric character": ("a: **Важно**\n", 1, 4),
    "found undefined tag handle": ("a: !b!c d\n", 1, 4),
    "did not find expected whitespace or line break": ("a: !Важно\n", 1, 4),
    "did not find expected comment or line break": ("a: | текст\n  ещё\n", 1, 6),
    "but found another document": ("a: 1\n---\nb: 2\n", 2, 1),
    "did not find expected <document start>": ("  a: 1\nb: 2\n", 2, 1),
    "found unknown directive name": ("%FOO слово\n", 1, 1),
    "could not find expected directive name": ("% слово\n", 1, 1),
}


def read(text: str) -> Any:
    """Return the data of a text that is right."""
    parsed = parse_yaml("x.yml", text)
    assert not isinstance(parsed, Diagnostic), str(parsed)
    return parsed[0]


def told(text: str) -> Diagnostic:
    """Return what is told of a text that is wrong."""
    parsed = parse_yaml("x.yml", text)
    assert isinstance(parsed, Diagnostic), text
    return parsed


def test_every_problem_with_words_is_provoked() -> None:
    assert set(PROVOKED) == set(PROBLEMS)


@pytest.mark.parametrize("problem", PROVOKED)
def test_problem_is_told_in_words_at_its_place(problem: str) -> None:
    text, line, column = PROVOKED[problem]
    with pytest.raises(yaml.YAMLError) as raised:
        compose(text)
    assert problem in str(raised.value)

    found = told(text)

    assert found.code == "E105"
    assert (found.values["problem"], found.values["advice"]) == PROBLEMS[problem]
    assert (found.at.line, found.at.column) == (line, column)


def test_words_are_short_enough_to_be_said_whole() -> None:
    for text, *_ in PROVOKED.values():
        found = told(text)
        assert "…" not in f"{found.what()}{found.mend()}".replace("%…", "")
        assert all(len(words) <= QUOTE_LIMIT for words in found.values.values())


@pytest.mark.parametrize(
    ("text", "problem", "line", "column"),
    [
        ('a: "б" в\n', "после закрывающей кавычки стоит ещё текст", 1, 8),
        ('a: "б\nв: "г" \n', "кавычка не закрыта", 1, 4),
        ("a:\n\t- б\n", "строка сдвинута табуляцией", 2, 1),
        ("a: [б, {в:\n", "не закрыта фигурная скобка или между полями нет запятой", 1, 8),
        ("a: ['б' 'в']\n", "не закрыта квадратная скобка или между пунктами нет запятой", 1, 9),
        ("%YAML 2.0\n---\na: 1\n", "строка не читается", 1, 1),
    ],
)
def test_place_is_where_the_author_slipped(text: str, problem: str, line: int, column: int) -> None:
    found = told(text)

    assert (found.code, found.values["problem"]) == ("E105", problem)
    assert (found.at.line, found.at.column) == (line, column)


def test_front_matter_is_told_by_lines_of_the_file() -> None:
    found = parse_yaml("x.md", "a: 1\nb: 2\na: 3\n", first_line=2)

    assert isinstance(found, Diagnostic)
    assert str(found).startswith("x.md:4:1: E106: поле «a» записано дважды; первый раз — в строке 2\n")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("1:30", "1:30"),
        ("1.10", "1.10"),
        ("0x10", "0x10"),
        ("2026-11-22", "2026-11-22"),
        ("1_000", "1_000"),
        ("<<", "<<"),
        ("''", ""),
        ('"null"', "null"),
        ("null", None),
        ("~", None),
        ("", None),
    ],
)
def test_scalars_are_the_text_that_was_written(text: str, value: str | None) -> None:
    assert read(f"a: {text}\n") == {"a": value}


def test_mark_of_a_cut_short_problem_is_optional() -> None:
    what, mend, mark = explain("", yaml.YAMLError("?"))

    assert what and mend and mark is None


@pytest.mark.parametrize("sign", ["[", "- ", "{a: ", "? "])
@pytest.mark.parametrize("count", [NESTING_LIMIT + 1, 3_000, 200_000])
def test_deep_nest_is_refused_before_it_can_crash(sign: str, count: int) -> None:
    assert told(sign * count).code == "E107"


def test_nest_up_to_the_limit_is_read() -> None:
    assert read("[" * NESTING_LIMIT + "]" * NESTING_LIMIT)
