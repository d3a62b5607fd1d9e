"""The tables of `fixtures/quizzes`, and answers to the tiny site's quiz given by keyboard alone."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Page

from tests.sites import TESTS

FIXTURES = TESTS / "fixtures" / "quizzes"

# What is answered to each question of `courses/demo/quiz-1/`: ids, texts by field, ids in order.
RIGHT: Mapping[str, Any] = {
    "who": "head",
    "what": ["table", "picture"],
    "real": "true",
    "roles": {"head": "head", "lead": "lead", "group": "group"},
    "steps": ["draft", "try", "mend", "sign"],
    "hours": "2,5",
    "word": "Учет",
    "phrase": {"signs": "Директор", "days": "Два дня"},
    "vague": ["fast", "kindly"],
    "ready": "3",
}
WRONG: Mapping[str, Any] = {
    "who": "any",
    "what": ["video"],
    "real": "false",
    "roles": {"head": "print", "lead": "group", "group": "lead"},
    "steps": ["sign", "mend", "try", "draft"],
    "hours": "7",
    "word": "журнал",
    "phrase": {"signs": "совет", "days": "день"},
    "vague": ["term"],
    "ready": "1",
}


def rows(name: str) -> list[dict[str, str]]:
    """Return the lines of a table."""
    with (FIXTURES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def ready(page: Page) -> Page:
    """Wait until the quiz of a page works."""
    page.wait_for_selector("[data-quiz-rules]", state="visible")
    return page


def reach(page: Page, selector: str) -> None:
    """Go to what a selector means as the keyboard goes: forward, from the top again after the end."""
    for _ in range(300):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")


def answer(page: Page, question: str, value: Any) -> None:
    """Answer a question by keyboard alone, without checking the answer."""
    kind = page.get_attribute(f"#{question}", "data-kind")
    if kind == "ordering":
        for place, item in enumerate(value):
            while places_of(page, question).index(item) > place:
                reach(page, f"#{question} [data-part='{item}'] [data-move='up']")
                page.keyboard.press("Enter")
    elif isinstance(value, dict):
        for part, given in value.items():
            reach(page, f"#{question}-{part}")
            if kind == "gap-fill":
                page.keyboard.type(given)
                continue
            while page.input_value(f"#{question}-{part}") != given:
                page.keyboard.press("ArrowDown")
    elif isinstance(value, list):
        for part in value:
            reach(page, f"#{question}-{part}")
            page.keyboard.press("Space")
    elif kind in ("numeric", "short-text"):
        reach(page, f"#{question}-answer")
        page.keyboard.type(value)
    else:
        reach(page, f"#{question} input")
        page.keyboard.press("Space")
        while not page.is_checked(f"#{question}-{value}"):
            page.keyboard.press("ArrowDown")


def check(page: Page, question: str) -> str:
    """Check the answer to a question by keyboard; return what is said of it."""
    reach(page, f"#{question} [data-check]")
    page.keyboard.press("Enter")
    return verdict(page, question)


def verdict(page: Page, question: str) -> str:
    """Return what is said of an answer, without no-break spaces."""
    return page.inner_text(f"#{question} .verdict").replace("\u00a0", " ")


def pass_quiz(page: Page, answers: Mapping[str, Any] = RIGHT) -> None:
    """Answer and check every question."""
    for question, value in answers.items():
        answer(page, question, value)
        check(page, question)


def places_of(page: Page, question: str) -> list[str]:
    """Return the ids of the parts of a question in the order in which they stand."""
    found: list[str] = page.eval_on_selector_all(
        f"#{question} [data-part]", "parts => parts.map((part) => part.dataset.part)"
    )
    return found


def kept(page: Page, quiz: str = "demo/quiz-1") -> Any:
    """Return what the browser keeps of a quiz."""
    return page.evaluate("quiz => JSON.parse(localStorage.getItem('hub:learning'))?.quizzes?.[quiz] ?? null", quiz)
