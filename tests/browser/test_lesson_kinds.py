"""Every kind of lesson: what is marked stays on this device, a clip stays inside its bounds, paper has it all."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import axe_violations

OpenPage = Callable[..., Page]
COURSE = "courses/kinds/"


def text_of(page: Page, selector: str) -> str:
    """Return the text as it was written: without the no-break spaces of typesetting."""
    return page.inner_text(selector).replace("\u00a0", " ")


def keep(page: Page, name: str, values: dict[str, Any]) -> None:
    draft = json.dumps({"version": 1, "values": values})
    page.evaluate("([key, draft]) => localStorage.setItem(key, draft)", [f"hub:draft:{name}", draft])


def kept(page: Page, name: str) -> Any:
    draft = page.evaluate("key => localStorage.getItem(key)", f"hub:draft:{name}")
    return json.loads(draft)["values"] if draft else None


# -- practice


def test_practice_says_how_far_its_form_has_come(tiny_server: str, open_page: OpenPage) -> None:
    page = open_page(tiny_server + COURSE + "sheet/")
    page.wait_for_function("document.querySelector('[data-state]').textContent !== ''")
    assert text_of(page, "[data-state]") == "Не начат"
    assert page.text_content("#lesson_worksheet .button span:not([hidden])") == "Заполнить"

    page.click("#lesson_worksheet .button")
    page.wait_for_selector(".fill", state="visible")
    page.fill("#f-to", "Совету")
    page.locator("p.prose", has_text="Вернуться к уроку").locator("a").click()
    page.wait_for_selector("[data-when=some]", state="visible")
    assert text_of(page, "#lesson_worksheet [data-state]") == "Начат: заполнено полей 1 из 6"
    assert text_of(page, ".to-section [data-mirror]") == "Начат: заполнено полей 1 из 6"
    assert page.text_content("#lesson_worksheet .button span:not([hidden])") == "Продолжить"

    values = {"to": "а", "visit-day": "2026-12-01", "reason": "б", "way": "лично", "group": [{"role": "в"}]}
    keep(page, "letter", {**values, "points": {"door-sign": {"answer": "да"}}, "gone": "поля больше нет"})
    page.reload()
    page.wait_for_selector("[data-when=all]", state="visible")
    assert text_of(page, "#lesson_worksheet [data-state]") == "Заполнен"


def test_practice_hears_of_the_form_in_another_window(tiny_server: str, chromium: Browser) -> None:
    context = chromium.new_context()
    lesson, form = context.new_page(), context.new_page()
    lesson.goto(tiny_server + COURSE + "sheet/")
    form.goto(tiny_server + "forms/letter/")
    form.wait_for_selector(".fill", state="visible")
    form.fill("#f-to", "Совету")

    lesson.wait_for_function("document.querySelector('[data-state]').textContent.startsWith('Начат')")
    context.close()


# -- checklist


@pytest.fixture
def checklist(tiny_server: str, open_page: OpenPage) -> Page:
    page = open_page(tiny_server + COURSE + "list/")
    page.wait_for_selector("#lesson_checklist .fill-actions", state="visible")
    return page


def test_boxes_stay_ticked_and_are_counted(checklist: Page) -> None:
    checklist.check("#mark_sign")
    assert text_of(checklist, "[data-state]") == "Отмечено 1 из 3. Сохранено на этом устройстве."
    checklist.check("#mark_light")
    checklist.uncheck("#mark_sign")
    assert kept(checklist, "lessons:kinds/list") == {"light": "yes"}

    checklist.reload()
    checklist.wait_for_function("document.querySelector('[data-mirror]').textContent !== ''")
    assert checklist.is_checked("#mark_light") and not checklist.is_checked("#mark_sign")
    assert text_of(checklist, "[data-mirror]") == "Отмечено 1 из 3."


def test_boxes_are_cleared_after_a_question(checklist: Page) -> None:
    checklist.check("#mark_sign")
    checklist.once("dialog", lambda dialog: dialog.dismiss())
    checklist.click("[data-clear]")
    assert checklist.is_checked("#mark_sign")

    checklist.once("dialog", lambda dialog: dialog.accept())
    checklist.click("[data-clear]")
    assert not checklist.is_checked("#mark_sign")
    assert kept(checklist, "lessons:kinds/list") is None
    assert checklist.inner_text("[data-state]") == "Отметки сняты."


def test_marks_survive_a_new_name_of_an_item_and_of_the_lesson(checklist: Page) -> None:
    keep(checklist, "lessons:kinds/entrance", {"slope": "yes", "light": "yes"})
    checklist.reload()
    checklist.wait_for_function("document.querySelector('[data-mirror]').textContent !== ''")

    assert checklist.is_checked("#mark_ramp") and checklist.is_checked("#mark_light")
    assert kept(checklist, "lessons:kinds/entrance") is None
    checklist.uncheck("#mark_ramp")
    assert kept(checklist, "lessons:kinds/list") == {"light": "yes"}, "the former name does not come back"


def test_two_windows_keep_the_marks_of_either(tiny_server: str, chromium: Browser) -> None:
    context = chromium.new_context()
    one, two = context.new_page(), context.new_page()
    for page in (one, two):
        page.goto(tiny_server + COURSE + "list/")
        page.wait_for_selector("#lesson_checklist .fill-actions", state="visible")
    one.check("#mark_sign")
    two.wait_for_function("document.querySelector('#mark_sign').checked")
    two.check("#mark_light")

    assert kept(one, "lessons:kinds/list") == {"sign": "yes", "light": "yes"}
    context.close()


def test_a_browser_that_keeps_nothing_is_told_of(checklist: Page) -> None:
    checklist.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') } }"
    )
    checklist.check("#mark_sign")

    assert "Браузер не разрешает сохранять." in text_of(checklist, "[data-state]")


def test_list_is_ticked_by_keyboard(checklist: Page) -> None:
    checklist.focus("#mark_sign")
    checklist.keyboard.press("Space")
    checklist.keyboard.press("Tab")
    assert checklist.evaluate("document.activeElement.id") == "mark_ramp"
    checklist.keyboard.press("Space")

    assert kept(checklist, "lessons:kinds/list") == {"sign": "yes", "ramp": "yes"}


# -- assignment


@pytest.fixture
def assignment(tiny_server: str, open_page: OpenPage) -> Page:
    page = open_page(tiny_server + COURSE + "work/")
    page.wait_for_selector("#lesson_rubric .fill-actions", state="visible")
    return page


def test_self_review_says_what_to_do_next(assignment: Page) -> None:
    assignment.check("#whom_fair")
    assert assignment.inner_text("[data-kept-result]") == "", "not all criteria are judged yet"
    assignment.check("#term_day")
    assert text_of(assignment, "[data-kept-result]").split("\n\n") == [
        "Что доработать:",
        "Кому помогаем — до ступени «Готово»: Человек узнаёт в описании себя.",
    ]
    assignment.check("#whom_good")
    assert assignment.inner_text("[data-kept-result]") == "Все критерии на верхней ступени."
    assert kept(assignment, "lessons:kinds/work") == {"whom": "good", "term": "day"}


def test_self_review_survives_new_names(assignment: Page) -> None:
    keep(assignment, "lessons:kinds/work", {"when": "no"})
    assignment.reload()
    assignment.wait_for_function("document.querySelector('#term_none').checked")
    assignment.check("#term_day")

    assert kept(assignment, "lessons:kinds/work") == {"term": "day"}


# -- recording


@pytest.fixture
def clip(tiny_server: str, open_page: OpenPage) -> Page:
    page = open_page(tiny_server + COURSE + "clip/")
    page.evaluate("() => { const video = document.querySelector('video'); video.preload = 'auto'; video.load() }")
    page.wait_for_function("document.querySelector('video').readyState === 4")
    return page


def at(page: Page) -> float:
    return float(page.evaluate("document.querySelector('video').currentTime"))


def test_clip_begins_and_ends_where_the_lesson_says(clip: Page) -> None:
    assert clip.inner_text("#lesson_clip h2") == "Отрывок записи 0:01–0:03, 2 с".replace("2 с", "2\u00a0с")
    clip.evaluate("document.querySelector('video').play()")
    clip.wait_for_function("document.querySelector('[data-clip-status]').textContent !== ''")
    assert clip.inner_text("[data-clip-status]") == "Отрывок закончился."
    assert clip.evaluate("document.querySelector('video').paused")
    assert 2.9 <= at(clip) < 3.6

    clip.evaluate("document.querySelector('video').play()")
    clip.wait_for_function("document.querySelector('video').currentTime < 2")
    assert at(clip) >= 0.9


def test_clip_cannot_be_left_by_seeking(clip: Page) -> None:
    for aim, lands in ((0, 1), (3.9, 3), (2, 2)):
        clip.evaluate("aim => { document.querySelector('video').currentTime = aim }", aim)
        clip.wait_for_function(
            "lands => Math.abs(document.querySelector('video').currentTime - lands) < 0.05", arg=lands
        )


def test_clip_has_its_part_of_the_transcript(clip: Page) -> None:
    clip.click(".transcript summary")
    assert text_of(clip, ".transcript").split("\n\n")[1:] == [
        "0:01 Вторая секунда о стандарте.",
        "И ещё абзац без времени.",
    ]
    assert clip.locator("#lesson_clip .chapters").count() == 0, "one chapter is no list"
    assert clip.get_attribute(".clip .actions a", "href") == "../../../webinars/film/#main"
    assert str(clip.get_attribute("video source", "src")).endswith("film.webm#t=1,3")


def test_clip_elsewhere_says_where_to_look(tiny_server: str, open_page: OpenPage) -> None:
    page = open_page(tiny_server + COURSE + "film/", scripts=False)

    assert page.locator("video").count() == 0
    assert "перемотайте на 12:30" in text_of(page, "#lesson_clip")
    assert page.locator("#lesson_clip a[href^='https://video.example']").count() == 1
    said = page.locator(".transcript p").all_text_contents()
    assert [text.replace("\u00a0", " ") for text in said] == [
        "Говорим о стандартах.",  # goes on until 12:40
        "12:40 Теперь разговор о сроках.",
    ]


# -- all of them


@pytest.mark.parametrize("kind", ["sheet", "film", "clip", "list", "work", "away"])
def test_lesson_reads_without_scripts(tiny_server: str, open_page: OpenPage, kind: str) -> None:
    page = open_page(tiny_server + COURSE + f"{kind}/", scripts=False)

    assert page.locator(".kind-box").count() == 1
    assert not page.locator("[data-print]").first.is_visible()
    assert not page.locator("[data-with-scripts]").first.is_visible()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    ("kind", "marks"),
    [("list", ["#mark_sign"]), ("work", ["#whom_fair", "#term_none"]), ("work", ["#whom_good", "#term_day"])],
)
def test_marked_lesson_is_accessible_and_fits(
    tiny_server: str, open_page: OpenPage, kind: str, marks: list[str], dark: bool
) -> None:
    page = open_page(tiny_server + COURSE + f"{kind}/", width=320, dark=dark)
    page.wait_for_selector(".fill-actions", state="visible")
    for mark in marks:
        page.check(mark)

    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_paper_has_the_boxes_and_what_is_marked(checklist: Page) -> None:
    checklist.check("#mark_sign")
    checklist.emulate_media(media="print")

    assert checklist.is_visible("#mark_sign") and checklist.is_visible("text=Есть вывеска")
    assert not checklist.is_visible(".fill-actions")
    assert not checklist.is_visible(".to-section")
    assert not checklist.is_visible("[data-state]")
