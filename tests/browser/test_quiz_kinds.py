"""Every kind of question by keyboard alone: right, wrong, not answered; announced, accessible, readable on a phone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import axe_in_strong_colours, axe_violations
from tests.quizzes import RIGHT, WRONG, answer, check, pass_quiz, places_of, reach, ready, verdict

OpenPage = Callable[..., Page]
ADDRESS = "courses/demo/quiz-1/"
SAID = {"ready": "Ответ записан"}
READ = {  # what a learner reads after the right answer and after a wrong one
    "who": ("Верно. Да: он отвечает.", "Неверно. Нет: решает тот, кто отвечает."),
    "what": ("Верно. Есть.", "Неверно. Его нет."),
    "real": ("Верно. Да, так и сказано на главной.", "Неверно. Нет, вымышлены все."),
    "roles": ("Верно. Пишут те, кто делает.", "Неверно. Пишут те, кто делает."),
    "steps": ("Сначала проба, потом подпись.", "Подписывают то, что уже испытано."),
    "hours": ("Так отмечено в таблице.", "Посмотрите последнюю строку таблицы."),
    "word": ("Без него не видно срока.", "Слово из трёх или четырёх букв."),
    "phrase": ("Пропуск 2 из 2: Верно. Срок назван в стандарте.", "Пропуск 1 из 2: Неверно. Это решение не передают."),
    "vague": ("внимательно: Верно. Опишите, в чём это видно.", "через два дня: Неверно. Срок сосчитать можно."),
    "ready": ("Здесь нет верного ответа.", "Начните с малого."),
}
LACKS = {
    "roles": "Выберите ответ в каждой строке.",
    "steps": "Строки перемешаны: сначала поставьте их по порядку.",
    "hours": "Сначала впишите ответ.",
    "word": "Сначала впишите ответ.",
    "phrase": "Заполните все пропуски.",
}
every_kind = pytest.mark.parametrize("question", RIGHT)


@pytest.fixture
def quiz(tiny_server: str, open_page: OpenPage) -> Page:
    return ready(open_page(tiny_server + ADDRESS, width=320))


def text_of(page: Page, question: str) -> str:
    """Return what is seen of a question, in one line; what CSS adds to a name is put back."""
    for each in page.locator(f"#{question} .told-of:visible").all():
        each.evaluate("element => element.textContent.endsWith(':') || element.append(':')")
    return " ".join(page.inner_text(f"#{question}").replace("\u00a0", " ").split())


@every_kind
def test_right_answer(quiz: Page, question: str) -> None:
    answer(quiz, question, RIGHT[question])

    assert check(quiz, question) == SAID.get(question, "Верно")
    assert READ[question][0] in text_of(quiz, question)
    assert quiz.locator(f"#{question} .is-wrong").count() == 0


@every_kind
def test_wrong_answer_teaches(quiz: Page, question: str) -> None:
    answer(quiz, question, WRONG[question])

    assert check(quiz, question) == SAID.get(question, "Неверно")
    assert READ[question][1] in text_of(quiz, question)
    assert quiz.locator(f"#{question} .is-right").count() == 0


@every_kind
def test_check_without_an_answer_asks_for_one(quiz: Page, question: str) -> None:
    assert check(quiz, question) == LACKS.get(question, "Сначала выберите ответ.")
    assert quiz.locator(f"#{question} .feedback:visible").count() == 0
    assert not quiz.locator(f"#{question} [data-answers]").is_visible() or question == "ready"


@pytest.mark.parametrize(
    ("question", "value", "said"),
    [
        ("what", ["table"], "Частично верно: засчитано 50 %"),
        ("roles", {"head": "head", "lead": "group", "group": "group"}, "Частично верно: засчитано 66 %"),
        ("steps", ["draft", "mend", "try", "sign"], "Частично верно: засчитано 66 %"),
        ("phrase", {"signs": "директор", "days": "неделю"}, "Частично верно: засчитано 50 %"),
        ("vague", ["fast"], "Частично верно: засчитано 50 %"),
        ("vague", ["fast", "kindly", "term"], "Частично верно: засчитано 50 %"),
    ],
)
def test_part_of_an_answer_is_worth_its_part(quiz: Page, question: str, value: Any, said: str) -> None:
    answer(quiz, question, value)

    assert check(quiz, question) == said


@pytest.mark.parametrize(
    ("question", "value", "told"),
    [("hours", "25", "Похоже, пропущена запятая."), ("word", "Отчет", "Отчёт пишут в конце, а записывают сразу.")],
)
def test_known_mistake_has_words_of_its_own(quiz: Page, question: str, value: str, told: str) -> None:
    answer(quiz, question, value)
    check(quiz, question)

    assert told in text_of(quiz, question)
    assert READ[question][1] not in text_of(quiz, question)


def test_what_is_no_number_is_asked_for_again_and_not_judged(quiz: Page) -> None:
    answer(quiz, "hours", "два с половиной")

    assert check(quiz, "hours") == "Впишите число цифрами, например 12 или 2,5."
    assert quiz.get_attribute("#hours-answer", "aria-invalid") == "true"
    assert quiz.get_attribute("#hours-answer", "aria-describedby") == "hours-verdict"
    quiz.fill("#hours-answer", "2.5")
    assert quiz.get_attribute("#hours-answer", "aria-invalid") is None
    assert check(quiz, "hours") == "Верно", "the first answer that could be judged is the first"


def test_only_what_is_empty_is_marked(quiz: Page) -> None:
    answer(quiz, "phrase", {"signs": "директор"})
    check(quiz, "phrase")

    marked = "#phrase [aria-invalid]"
    assert quiz.eval_on_selector_all(marked, "fields => fields.map((field) => field.id)") == ["phrase-days"]


def test_enter_in_a_field_checks_the_answer(quiz: Page) -> None:
    answer(quiz, "word", "учёт")
    quiz.keyboard.press("Enter")

    assert verdict(quiz, "word") == "Верно"


def test_moved_item_says_its_place_and_keeps_the_focus(quiz: Page) -> None:
    items = places_of(quiz, "steps")
    last = items[-1]
    name = quiz.inner_text(f"#steps [data-part='{last}'] [data-name]")
    reach(quiz, f"#steps [data-part='{last}'] [data-move='up']")
    for place in (3, 2, 1, 1):
        quiz.keyboard.press("Enter")
        assert quiz.inner_text("#steps [data-moved-to]") == f"{name}: место {place} из 4"
        assert quiz.evaluate("document.activeElement.closest('[data-part]').dataset.part") == last

    assert places_of(quiz, "steps") == [last, *items[:-1]]
    assert quiz.get_attribute(f"#steps [data-part='{last}'] [data-move='up']", "aria-disabled") == "true"
    assert quiz.get_attribute(f"#steps [data-part='{last}'] [data-move='down']", "aria-disabled") == "false"


def test_every_control_says_what_it_is(quiz: Page) -> None:
    """A screen reader reads the name of a field; the question itself is the legend of its group."""
    quiz.evaluate("document.querySelectorAll('#roles select')[0].focus()")
    names = quiz.locator("#roles").aria_snapshot()
    assert 'combobox "Руководитель"' in names
    assert 'group "Вопрос 4 из 10 · выберите ответ для каждой строки Кто что делает?"' in names
    assert 'textbox "Ваш ответ (часа)"' in quiz.locator("#hours").aria_snapshot()
    assert 'textbox "Пропуск 1 из 2"' in quiz.locator("#phrase").aria_snapshot()
    assert 'checkbox "через два дня"' in quiz.locator("#vague").aria_snapshot()
    assert 'button "Выше: Подписать"' in quiz.locator("#steps").aria_snapshot()


def test_feedback_belongs_to_its_field(quiz: Page) -> None:
    pass_quiz(quiz, {"roles": WRONG["roles"], "phrase": WRONG["phrase"], "word": "журнал"})

    described = ("#roles-lead", "#phrase-days", "#word-answer")
    ids = [quiz.get_attribute(field, "aria-describedby") for field in described]
    assert ids == ["roles-lead-feedback", "phrase-days-feedback", "word-_wrong-feedback"]
    assert all(quiz.is_visible(f"#{id_}") for id_ in ids)


def test_choice_that_a_closed_list_cuts_off_is_repeated_in_full(quiz: Page) -> None:
    answer(quiz, "roles", {"lead": "lead", "group": "group"})

    assert quiz.inner_text("#roles [data-part='lead'] [data-chosen]") == "Ведёт запись получателей"
    assert quiz.inner_text("#roles [data-part='group'] [data-chosen]") == "", "a short one is seen whole"


def test_paper_has_the_answers_to_choose_from(quiz: Page) -> None:
    quiz.emulate_media(media="print")

    assert quiz.is_visible("#roles .on-paper")
    assert not quiz.is_visible("#roles [data-check]")
    assert not quiz.is_visible("#steps [data-move]")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("answers", [None, {}, WRONG, RIGHT], ids=["unanswered", "error", "wrong", "right"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    tiny_server: str, open_page: OpenPage, answers: Mapping[str, Any] | None, dark: bool
) -> None:
    page = ready(open_page(tiny_server + ADDRESS, width=320, dark=dark))
    for question, value in (answers or {}).items():
        answer(page, question, value)
    for question in RIGHT if answers is not None else ():
        check(page, question)
    for summary in page.locator("[data-answers]:visible summary").all():
        summary.click()

    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(contrast="more")
    assert axe_violations(page) == []
    if not dark:
        assert axe_in_strong_colours(page) == []


def test_without_scripts_questions_have_folded_answers(tiny_server: str, open_page: OpenPage) -> None:
    page = open_page(tiny_server + ADDRESS, scripts=False)

    assert page.locator(".question").count() == 10
    assert page.locator("details.quiz-answers").count() == 10
    for summary in page.locator("details.quiz-answers summary").all():
        summary.click()
    assert "Да: он отвечает." in text_of(page, "who")
    assert "Так написано в уроке. Об этом сказано: Первый урок" in text_of(page, "who")
    assert "Руководитель: Утверждает стандарт" in text_of(page, "roles")
    assert "2,5 ± 0,5 часа" in text_of(page, "hours")
    assert "Верно: «учёт», «журнал учёта»" in text_of(page, "word")
    assert "Пропуск 2 из 2: «2 дня», «два дня»" in text_of(page, "phrase")
    assert "Здесь нет верного ответа." in text_of(page, "ready")
    shown = page.locator("#steps .items [data-name]").all_inner_texts()
    folded = page.locator("#steps .quiz-answers li").all_inner_texts()
    assert sorted(shown) == sorted(folded) != shown, "the order that is asked for is not given away"
    assert not page.locator("[data-check]:visible").count()
    assert not page.locator("button[data-move]:visible").count()


def test_words_of_a_statement_are_not_those_of_the_verdict(quiz: Page) -> None:
    options = quiz.locator("#real .option label").all_inner_texts()

    assert options == ["Это так", "Это не так"]
    answer(quiz, "real", WRONG["real"])
    assert check(quiz, "real") == "Неверно"
    quiz.click("#real [data-answers] summary")
    assert "Верно: «Это так» — Да, так и сказано на главной." in text_of(quiz, "real")
