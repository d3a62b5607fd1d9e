"""A quiz from its first answer to its result: what counts, what is kept in the browser, what comes back."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.browser.conftest import axe_violations
from tests.browser.kinds import HUB_PAGES
from tests.conftest import build
from tests.quizzes import FIXTURES, RIGHT, WRONG, answer, check, kept, pass_quiz, places_of, ready, verdict
from tests.servers import Server
from tests.sites import copy_tiny, overlay

OpenPage = Callable[..., Page]
ADDRESS, BANKED = "courses/demo/quiz-1/", "courses/demo/quiz-2/"
SCORE, AGAIN = "[data-quiz-score]", "[data-quiz-reset]"
PUT = "([quiz, entry]) => localStorage.setItem('hub:learning', JSON.stringify({version: 1, quizzes: {[quiz]: entry}}))"


@pytest.fixture
def quiz(tiny_server: str, open_page: OpenPage) -> Page:
    return ready(open_page(tiny_server + ADDRESS))


@pytest.fixture(scope="module")
def banked_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The tiny site with the quiz of `fixtures/quizzes/site`."""
    folder = tmp_path_factory.mktemp("banked")
    config = copy_tiny(folder / "source")
    overlay(FIXTURES / "site", folder / "source")
    result = build(config, folder / "site", "--strict")
    assert result.returncode == 0, result.stderr
    with Server(folder / "site", "/sub/") as address:
        yield address


def score(page: Page) -> str:
    return page.inner_text(SCORE).replace("\u00a0", " ")


def reload(page: Page) -> Page:
    page.reload()
    return ready(page)


def put(page: Page, quiz: str, entry: Any) -> Page:
    """Open the page with a kept entry of its quiz."""
    page.evaluate(PUT, [quiz, entry])
    return reload(page)


# -- the result


def test_whole_quiz_by_keyboard_ends_with_a_result_and_starts_anew(tiny_server: str, open_page: OpenPage) -> None:
    page = ready(open_page(tiny_server + ADDRESS, width=320))
    pass_quiz(page, {**RIGHT, "what": ["table"], "real": "false", "hours": "1"})

    # 6 right of 9, and half of one: 6.5 / 9
    assert score(page) == "Результат: 72 %. Полностью верных ответов: 6 из 9. Проверка пройдена."
    assert axe_violations(page) == []
    page.focus(AGAIN)
    page.keyboard.press("Enter")
    assert score(page).startswith("В прошлый раз, ")
    assert page.evaluate("document.activeElement.id") == "who-head"
    assert page.locator(".feedback:visible").count() == 0
    assert page.locator("input:checked").count() == 0
    assert not page.locator(AGAIN).is_visible()


def test_result_says_what_to_read_again(quiz: Page) -> None:
    pass_quiz(quiz, {**RIGHT, **{name: WRONG[name] for name in ("who", "real", "roles", "hours")}})

    assert score(quiz) == "Результат: 55 %. Полностью верных ответов: 5 из 9. Пока не пройдено: нужно 70 %."
    assert quiz.locator("[data-reread] li[data-of]:visible > a").all_inner_texts() == ["Первый урок"]


def test_nothing_to_read_again_when_all_is_right(quiz: Page) -> None:
    pass_quiz(quiz)

    assert score(quiz) == "Результат: 100 %. Полностью верных ответов: 9 из 9. Проверка пройдена."
    assert not quiz.locator("[data-reread]").is_visible()


def test_first_answer_counts_and_one_may_try_again(quiz: Page) -> None:
    answer(quiz, "what", ["table"])
    assert check(quiz, "what") == "Частично верно: засчитано 50 %"
    answer(quiz, "what", ["picture"])
    assert verdict(quiz, "what") == "", "an answer that is being changed is not judged"
    assert quiz.locator("#what .feedback:visible").count() == 0
    assert check(quiz, "what") == "Верно (в результат идёт первый ответ)"

    pass_quiz(quiz, {name: value for name, value in RIGHT.items() if name != "what"})
    assert score(quiz).startswith("Результат: 94 %. Полностью верных ответов: 8 из 9.")
    assert kept(quiz)["attempts"][0]["right"] == [name for name in RIGHT if name not in ("what", "ready")]


def test_explanation_leads_to_the_place_in_the_lesson(banked_server: str, open_page: OpenPage) -> None:
    page = ready(open_page(banked_server + BANKED))
    answer(page, "always", "wrong")
    check(page, "always")

    link = page.locator("#always .explanation a")
    assert link.inner_text() == "Первый урок: Таблица"
    link.click()
    assert page.url.endswith("/courses/demo/first/#tablitsa")


def test_hub_quiz_says_by_competency_what_to_read_again(hub_server: str, open_page: OpenPage) -> None:
    page = ready(open_page(hub_server + HUB_PAGES["quiz"], width=320))
    for question in page.locator("[data-question]").all():
        question.locator("input").last.check()
        question.locator("[data-check]").click()

    assert score(page).startswith("Результат: ")
    groups = page.locator("[data-reread] .reread > li:visible")
    assert groups.count() >= 2
    assert groups.locator("> p > a[href*='competencies/']").count() == groups.count()
    assert groups.locator("[data-count]").first.inner_text().startswith("верно ")
    assert groups.first.locator("> ul a").count() > 0
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


# -- what is kept


def test_attempt_is_kept_as_other_pages_read_it(quiz: Page) -> None:
    heard = "document.addEventListener('hub:attempt', (event) => (window.heard = event.detail))"
    quiz.evaluate(heard)
    pass_quiz(quiz, {**RIGHT, "who": "any"})

    entry = kept(quiz)
    (attempt,) = entry.pop("attempts")
    assert entry == {"answers": {}, "checked": []}
    assert attempt.pop("at").startswith("20")
    assert attempt == {
        "share": 88,
        "passed": True,
        "right": [name for name in RIGHT if name not in ("who", "ready")],
    }
    assert quiz.evaluate("window.heard.quiz") == "demo/quiz-1"
    assert quiz.evaluate("[window.heard.share, window.heard.passed]") == [88, True]


def test_no_answer_is_kept_before_one_is_given_and_nothing_but_answers_after_it(quiz: Page) -> None:
    keys = "[...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie].filter(Boolean)"
    assert quiz.evaluate(keys) == ["hub:learning"], "the lesson was opened: that is kept"
    assert quiz.evaluate("Object.keys(JSON.parse(localStorage.getItem('hub:learning')).quizzes ?? {})") == []
    answer(quiz, "who", "head")
    assert quiz.evaluate(keys) == ["hub:learning"]
    assert kept(quiz)["answers"] == {"who": "head"}


def test_answers_of_every_kind_survive_a_reload(quiz: Page) -> None:
    for question, value in RIGHT.items():
        answer(quiz, question, value)
    reload(quiz)

    assert [verdict(quiz, question) for question in RIGHT] == [""] * len(RIGHT)
    for question in RIGHT:
        check(quiz, question)
    assert score(quiz).startswith("Результат: 100 %.")


def test_what_was_checked_is_still_checked_after_a_reload(quiz: Page) -> None:
    pass_quiz(quiz, {name: WRONG[name] for name in ("who", "roles", "steps", "word", "vague", "ready")})
    order = places_of(quiz, "steps")
    reload(quiz)

    assert [verdict(quiz, name) for name in ("who", "roles", "what")] == ["Неверно", "Неверно", ""]
    assert places_of(quiz, "steps") == order
    assert quiz.input_value("#word-answer") == "журнал"
    assert quiz.is_visible("#vague-term-feedback")
    pass_quiz(quiz, {name: RIGHT[name] for name in ("what", "real", "hours", "phrase")})
    assert score(quiz).startswith("Результат: 44 %.")


def test_who_left_in_the_middle_is_led_to_the_next_question(quiz: Page) -> None:
    way = quiz.locator("[data-quiz-resume]")
    assert not way.is_visible()
    first = next(iter(RIGHT))
    answer(quiz, first, RIGHT[first])
    check(quiz, first)
    assert not way.is_visible()  # it would push the questions down

    reload(quiz)
    assert f"Отвечено 1 из {len(RIGHT)}" in way.inner_text()
    target = way.locator("a").get_attribute("href")
    assert target is not None
    assert target != f"#{first}"
    assert quiz.locator(f"fieldset{target} .verdict").inner_text() == ""

    pass_quiz(quiz)
    reload(quiz)
    assert not way.is_visible()


def test_last_result_is_there_after_a_reload_with_what_to_read_again(quiz: Page) -> None:
    pass_quiz(quiz, WRONG)
    reload(quiz)

    assert score(quiz).startswith("В прошлый раз, ")
    assert score(quiz).endswith(" г.: 0 %. Пока не пройдено: нужно 70 %.")
    assert quiz.is_visible("[data-reread]")
    assert quiz.locator("input:checked").count() == 0, "the next attempt may begin"


def test_only_the_last_ten_attempts_are_kept(quiz: Page) -> None:
    old = [{"at": f"2026-01-{day:02}T10:00:00Z", "share": day, "passed": False, "right": []} for day in range(1, 11)]
    put(quiz, "demo/quiz-1", {"attempts": old})
    pass_quiz(quiz)

    assert [attempt["share"] for attempt in kept(quiz)["attempts"]] == [*range(2, 11), 100]


def test_two_windows_keep_what_either_was_told(tiny_server: str, chromium: Browser) -> None:
    context = chromium.new_context()
    one, two = context.new_page(), context.new_page()
    for page in (one, two):
        page.goto(tiny_server + ADDRESS)
        ready(page)
    one.check("#who-head")
    one.click("#who [data-check]")
    two.wait_for_selector("#who-head-feedback", state="visible")
    two.fill("#word-answer", "учёт")
    two.click("#word [data-check]")
    one.reload()
    ready(one)

    assert [verdict(one, name) for name in ("who", "word")] == ["Верно", "Верно"]
    context.close()


def test_browser_that_keeps_nothing_is_told_of_and_goes_on(quiz: Page) -> None:
    quiz.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') } }"
    )
    pass_quiz(quiz)

    assert quiz.inner_text("[data-quiz-trouble]").startswith("Браузер не разрешает сохранять.")
    assert score(quiz).startswith("Результат: 100 %.")


@pytest.mark.parametrize(
    "entry",
    [
        None,
        "x",
        [],
        {"attempts": "x", "answers": [], "order": "x"},
        {"attempts": [None, {"share": "x"}], "answers": {"who": ["head"], "what": 7, "roles": None}, "checked": {}},
        {"answers": {"who": "gone", "steps": ["x"], "phrase": {"x": "y"}}, "checked": ["who", "steps", "phrase", "x"]},
    ],
)
def test_damaged_store_is_an_empty_one(quiz: Page, entry: Any) -> None:
    put(quiz, "demo/quiz-1", entry)

    assert verdict(quiz, "who") == ""
    answer(quiz, "who", "head")
    assert check(quiz, "who") == "Верно"
    assert kept(quiz)["answers"]["who"] == "head"


# -- banks, weights, shuffle, attempts, former names


def shown(page: Page) -> list[str]:
    """Return the questions of an attempt in their order."""
    found: list[str] = page.eval_on_selector_all(
        "[data-question]:not([hidden])", "all => all.map((each) => each.dataset.question)"
    )
    return found


@pytest.fixture
def banked(banked_server: str, open_page: OpenPage) -> Page:
    return ready(open_page(banked_server + BANKED))


def test_attempt_shows_some_of_a_bank_in_an_order_of_its_own(banked: Page) -> None:
    seen = set()
    for seed in range(1, 13):
        put(banked, "demo/quiz-2", {"order": seed})
        questions = shown(banked)
        assert len(questions) == 4
        assert {"always", "fixed"} < set(questions)
        numbers = banked.locator("[data-question]:not([hidden]) [data-number]").all_inner_texts()
        assert numbers == [f"Вопрос {n} из 4" for n in range(1, 5)]
        assert places_of(banked, "fixed") == ["one", "two", "three", "four", "five"]
        seen.add((tuple(questions), tuple(places_of(banked, "always"))))
    assert len(seen) > 8


def test_attempt_stays_as_it_began(banked: Page) -> None:
    before = shown(banked)
    answer(banked, before[0], "two" if before[0] == "fixed" else "right")
    options = {question: places_of(banked, question) for question in before}
    for _ in range(3):
        reload(banked)
        assert shown(banked) == before
        assert {question: places_of(banked, question) for question in before} == options


def take(page: Page, right: set[str]) -> None:
    """Answer every question that is shown; those named rightly, the others wrongly."""
    for question in shown(page):
        good, bad = ("two", "one") if question == "fixed" else ("right", "wrong")
        answer(page, question, good if question in right else bad)
        check(page, question)


def test_weights_count_and_attempts_run_out(banked: Page) -> None:
    take(banked, {"always"})
    assert score(banked) == (
        "Результат: 50 %. Полностью верных ответов: 1 из 4. Пока не пройдено: нужно 60 %. Осталось попыток: 1."
    )
    first = kept(banked, "demo/quiz-2")["attempts"][0]
    assert sorted(first["asked"]) == sorted(shown(banked))

    banked.click(AGAIN)
    take(banked, {"always", "fixed"})
    assert score(banked).endswith("Проверка пройдена. Попыток больше нет; вопросы и ответы можно читать.")
    assert not banked.locator(AGAIN).is_visible()

    reload(banked)
    assert "Попыток больше нет" in score(banked)
    assert banked.locator("[data-check]:visible:enabled").count() == 0
    assert banked.locator("[data-answers]:visible").count() == 4
    assert axe_violations(banked) == []


def test_lesson_says_that_no_attempt_is_left_to_mark_it(banked: Page) -> None:
    assert banked.inner_text("[data-done-line]").startswith("Урок отметится сам")
    take(banked, {"always"})
    banked.click(AGAIN)
    take(banked, {"always"})

    assert banked.inner_text("[data-done-line]").startswith("Попытки кончились, поэтому урок не отмечен.")
    reload(banked)
    assert banked.inner_text("[data-done-line]").startswith("Попытки кончились")


def test_weight_is_said_where_weights_differ(banked: Page, quiz: Page) -> None:
    assert "· 3 балла" in banked.inner_text("#always legend")
    assert "балл" not in quiz.inner_text("#who legend")


def test_attempt_with_a_limit_cannot_be_thrown_away(banked: Page) -> None:
    question = shown(banked)[0]
    answer(banked, question, "two" if question == "fixed" else "right")
    check(banked, question)

    assert not banked.locator(AGAIN).is_visible()


def test_quiz_that_judges_nothing_speaks_of_no_result(banked_server: str, open_page: OpenPage) -> None:
    page = ready(open_page(banked_server + "courses/demo/quiz-3/"))
    assert page.inner_text("[data-quiz-rules]") == "Ответы остаются в этом браузере."
    answer(page, "mood", "2")
    check(page, "mood")

    assert score(page) == "Вы ответили на все вопросы."
    assert kept(page, "demo/quiz-3")["attempts"][0]["passed"] is True


def test_result_is_announced_once(quiz: Page) -> None:
    pass_quiz(quiz)

    assert quiz.inner_text("[data-quiz-end][role=status]") == quiz.inner_text(SCORE)
    quiz.click(AGAIN)
    assert quiz.inner_text("[data-quiz-end]") == ""


def test_answers_under_former_names_are_found(banked: Page) -> None:
    put(banked, "demo/quiz-2", {"order": 1, "answers": {"former": "zwei"}, "checked": ["former"]})

    assert banked.is_checked("#fixed-two")
    assert verdict(banked, "fixed") == "Верно"


def test_quiz_that_was_renamed_takes_its_answers_along(tmp_path: Path, open_page: OpenPage) -> None:
    config = copy_tiny(tmp_path / "source")
    quiz = tmp_path / "source/courses/demo/quizzes/quiz-1.yml"
    quiz.write_text(quiz.read_text("utf-8").replace("questions:", "aliases: [old-name]\nquestions:", 1), "utf-8")
    course = tmp_path / "source/courses/demo/course.yml"
    course.write_text(course.read_text("utf-8").replace("modules:", "aliases: [old-course]\nmodules:", 1), "utf-8")
    assert build(config, tmp_path / "site", "--strict").returncode == 0
    with Server(tmp_path / "site") as address:
        for former in ("demo/old-name", "old-course/quiz-1", "old-course/old-name"):
            page = ready(open_page(address + ADDRESS))
            put(page, former, {"answers": {"who": "any"}, "checked": ["who"]})
            assert verdict(page, "who") == "Неверно", former
            answer(page, "real", "true")
            assert kept(page)["answers"] == {"who": "any", "real": "true"}
            assert kept(page, former) is None


# -- the hub's own


def test_existing_quizzes_of_the_hub_work(hub_server: str, open_page: OpenPage) -> None:
    page = ready(open_page(hub_server + HUB_PAGES["quiz"]))
    for question in page.locator("[data-question]").all():
        right: list[str] = question.evaluate("element => JSON.parse(element.dataset.key).right")
        for option in right:
            question.locator(f"[value='{option}']").check()
        question.locator("[data-check]").click()
        assert question.locator(".verdict").inner_text() == "Верно"

    assert score(page) == "Результат: 100 %. Полностью верных ответов: 6 из 6. Проверка пройдена."


@pytest.mark.parametrize("dark", [False, True])
def test_answered_real_quiz_is_accessible(hub_server: str, open_page: OpenPage, dark: bool) -> None:
    page = ready(open_page(hub_server + HUB_PAGES["quiz"], width=320, dark=dark))
    for question in page.locator("[data-question]").all():
        for option in question.locator("input").all():
            option.check()
        question.locator("[data-check]").click()

    assert page.locator(".feedback:visible").count() > 0
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_scripts_of_a_lesson_with_a_quiz_are_light(tiny_server: str, open_page: OpenPage) -> None:
    page = open_page("about:blank")
    responses: list[Response] = []
    page.on("response", lambda answer: responses.append(answer))  # playwright refuses a bound builtin
    page.goto(tiny_server + ADDRESS, wait_until="networkidle")
    sizes = {each.url: len(gzip.compress(each.body(), 9)) for each in responses if each.url.endswith(".js")}

    assert sum(sizes.values()) <= 40_000, sizes
