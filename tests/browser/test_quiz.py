"""A quiz: judged in the browser, explained for every answer, used by keyboard, readable without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import axe_violations
from tests.browser.kinds import HUB_PAGES

OpenPage = Callable[..., Page]


def text_of(page: Page, selector: str) -> str:
    """Return the text as it was written: without the no-break spaces of typesetting."""
    return page.inner_text(selector).replace("\u00a0", " ")


@pytest.fixture
def quiz(tiny_server: str, open_page: OpenPage) -> Page:
    return open_page(tiny_server + "courses/demo/quiz-1/")


def test_right_answer_says_so_and_explains(quiz: Page) -> None:
    quiz.check("#who-head")
    quiz.click("#who [data-check]")

    assert quiz.inner_text("#who .verdict") == "Верно"
    assert text_of(quiz, "#who-head-feedback") == "Верно. Да: он отвечает."
    assert quiz.locator("#who [data-explanation]").is_visible()
    assert not quiz.locator("#who-any-feedback").is_visible()


def test_wrong_answer_teaches(quiz: Page) -> None:
    quiz.check("#who-any")
    quiz.click("#who [data-check]")

    assert quiz.inner_text("#who .verdict") == "Неверно"
    assert "решает тот, кто отвечает" in text_of(quiz, "#who-any-feedback")


def test_some_of_several_right_answers_is_told_apart(quiz: Page) -> None:
    quiz.check("#what-table")
    quiz.click("#what [data-check]")
    assert quiz.inner_text("#what .verdict") == "Не всё"

    quiz.check("#what-picture")
    quiz.click("#what [data-check]")
    assert quiz.inner_text("#what .verdict") == "Верно"


def test_check_without_an_answer_asks_for_one(quiz: Page) -> None:
    quiz.click("#who [data-check]")

    assert quiz.inner_text("#who .verdict") == "Сначала выберите ответ."


def test_whole_quiz_by_keyboard_ends_with_a_result_and_starts_anew(quiz: Page) -> None:
    for question, option in (("who", "head"), ("what", "video"), ("real", "true")):
        quiz.focus(f"#{question}-{option}")
        quiz.keyboard.press("Space")
        quiz.focus(f"#{question} [data-check]")
        quiz.keyboard.press("Enter")
    assert quiz.inner_text("[data-quiz-result]") == "Верных ответов: 2 из 3. Перечитайте урок и попробуйте ещё раз."
    assert axe_violations(quiz) == []

    quiz.focus("[data-quiz-reset]")
    quiz.keyboard.press("Enter")
    assert quiz.inner_text("[data-quiz-result]") == ""
    assert quiz.evaluate("document.activeElement.id") == "who-head"
    assert quiz.locator(".feedback:visible").count() == 0


def test_what_is_kept_stays_in_this_browser(quiz: Page) -> None:
    quiz.check("#who-head")
    quiz.click("#who [data-check]")

    assert quiz.evaluate("Object.keys(localStorage)") == ["hub:learning"]
    assert quiz.evaluate("sessionStorage.length") == 0
    assert quiz.evaluate("document.cookie") == ""


def test_without_scripts_questions_have_folded_answers(tiny_server: str, open_page: OpenPage) -> None:
    page = open_page(tiny_server + "courses/demo/quiz-1/", scripts=False)

    assert page.locator(".question").count() == 3
    assert page.locator("details.answers").count() == 3
    page.locator("#who details.answers summary").click()
    assert "Да: он отвечает." in text_of(page, "#who details.answers")
    assert not page.locator("#who [data-check]").is_visible()


@pytest.mark.parametrize("dark", [False, True])
def test_answered_real_quiz_is_accessible(hub_server: str, open_page: OpenPage, dark: bool) -> None:
    page = open_page(hub_server + HUB_PAGES["quiz"], width=320, dark=dark)
    for question in page.locator("[data-question]").all():
        for option in question.locator("input").all():
            option.check()
        question.locator("[data-check]").click()

    assert page.locator(".feedback:visible").count() > 0
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
