"""«Моё обучение»: what is there, saved to a file, put together with another device, deleted."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import axe_in_strong_colours, axe_violations
from tests.browser.test_progress import FIXTURES
from tests.records import DAY, go, kept, remember, text_of, visit

OpenPage = Callable[..., Page]
COURSE = "standart-organizacii"


def quiz_state(site: Path) -> dict[str, Any]:
    """Return the records of a learner who passed the first two quizzes of the course."""
    learning = json.loads((site / "api/learning.json").read_text("utf-8"))
    quizzes: dict[str, Any] = {}
    for number in (1, 2):
        questions = [each["id"] for each in learning["quizzes"][f"{COURSE}/modul-{number}"]["questions"]]
        attempt = {"at": f"2026-11-1{number}T09:00:00.000Z", "share": 100, "passed": True, "right": questions}
        first = {"at": "2026-11-10T09:00:00.000Z", "share": 50, "passed": False, "right": questions[:3]}
        quizzes[f"{COURSE}/modul-{number}"] = {"attempts": [first, attempt]}
    return {
        "lessons": {
            f"{COURSE}/zachem-standart": {"opened": "2026-11-10", "done": "2026-11-10"},
            f"{COURSE}/vybrat-uslugu": {"opened": "2026-11-12", "place": "zadanie-na-etu-nedeliu"},
            "gone/lesson": {"opened": "2026-01-01"},
        },
        "quizzes": quizzes,
        "courses": {COURSE: {"started": "2026-11-10", "modified": "2026-11-26", "last": f"{COURSE}/vybrat-uslugu"}},
        "bookmarks": {
            "acts:212-fz": {"at": "2026-11-12", "title": "Закон об общественном контроле", "url": "acts/212-fz/"},
            f"lessons:{COURSE}/zachem-standart": {"at": "2026-11-13", "title": "Как он звался раньше", "url": "gone/"},
        },
        "certificates": {COURSE: {"at": "2026-11-20", "name": "Анна Иванова"}},
    }


def fill_in_a_form(page: Page, name: str, values: dict[str, str], at: str = "2026-11-12T09:00:00.000Z") -> None:
    draft = json.dumps({"version": 1, "values": values, "at": at})
    page.evaluate("([name, draft]) => localStorage.setItem('hub:draft:' + name, draft)", [name, draft])


def draft_of(page: Page, name: str) -> Any:
    return page.evaluate("name => JSON.parse(localStorage.getItem('hub:draft:' + name))?.values ?? null", name)


def load(page: Page, text: str) -> str:
    """Choose a file, and return what the page says."""
    page.evaluate("document.querySelector('[data-part=file] > [data-status]').textContent = ''")
    page.set_input_files("[data-import]", {"name": "x.json", "mimeType": "application/json", "buffer": text.encode()})
    page.wait_for_function("document.querySelector('[data-part=file] > [data-status]').textContent")
    return text_of(page, "[data-part=file] > [data-status]")


def export(page: Page) -> str:
    with page.expect_download() as download:
        page.click("[data-export]")
    assert download.value.suggested_filename == f"moe-obuchenie-{DAY}.json"
    return Path(download.value.path()).read_text("utf-8")


def test_empty_page_leads_to_a_course(hub_server: str, reader: BrowserContext) -> None:
    page = visit(reader, hub_server + "learning/")

    assert page.locator("[data-learning] h2:visible").all_inner_texts() == [
        "Пока здесь пусто",
        "Сохранить, перенести, удалить",
    ]
    page.click("[data-part=empty] a")
    page.wait_for_url(hub_server + "courses/")


def test_page_shows_everything_that_is_kept(hub_server: str, hub_site: Path, reader: BrowserContext) -> None:
    page = visit(reader, hub_server + "about/")
    remember(page, quiz_state(hub_site))
    fill_in_a_form(page, "pasport-uslugi", {"a": "1", "b": "2"})
    go(page, hub_server + "learning/")

    course = "[data-part=courses] "
    assert re.match(r"Пройдено уроков: 1 из \d+\. Осталось примерно \d+ ч", text_of(page, course + "[data-slot=line]"))
    href = page.get_attribute(course + "[data-slot=continue]", "href")
    assert href == f"../courses/{COURSE}/vybrat-uslugu/#zadanie-na-etu-nedeliu"
    results = [text.replace("\u00a0", " ") for text in page.locator("[data-part=results] li").all_inner_texts()]
    assert len(results) == 2
    assert results[0].endswith("Пройдена 11 ноября 2026 г.: 100 %. Попыток: 2.")
    assert page.locator("[data-part=worksheets] a").all_inner_texts() == ["Паспорт услуги"]
    bookmarks = page.locator("[data-part=bookmarks] a")
    assert bookmarks.first.get_attribute("href") == f"../courses/{COURSE}/zachem-standart/", "the present address"
    assert bookmarks.all_inner_texts()[1] == "Закон об общественном контроле"
    assert page.inner_text("[data-part=certificates] li").endswith("Анна Иванова, 20 ноября 2026 г.")
    assert page.inner_text("[data-orphans]").startswith("Есть и записи о том, чего на хабе больше нет: 1.")
    assert not page.is_visible("[data-part=empty]")


def test_radar_says_what_the_table_says(hub_server: str, hub_site: Path, reader: BrowserContext) -> None:
    page = visit(reader, hub_server + "about/")
    remember(page, quiz_state(hub_site))
    go(page, hub_server + "learning/")
    rows = page.locator("[data-part=competencies] .competency-block").all_inner_texts()

    assert len(rows) == 7
    told = [row.split("\t")[1].replace("\u00a0", " ") for row in rows]
    assert all(re.fullmatch(r"\d+ %|нет вопросов|ещё не проверяли", text) for text in told)
    assert "0 %" not in told and "ещё не проверяли" in told, "what was not asked is not called unknown"
    shown = int(rows[3].split("\t")[1].split()[0])
    assert 0 < shown < 100
    radar = page.locator("[data-radar] svg")
    assert radar.get_attribute("role") == "img" and "таблице" in (radar.get_attribute("aria-label") or "")
    assert radar.locator(".axis-number").all_text_contents() == [str(number) for number in range(1, 8)]
    x, y = page.evaluate(
        """async (shown) => {
          const base = document.querySelector("script[type=module]").src;
          const { at } = await import(base.replace("main.js", "radar.js"));
          return at(3, 7, shown / 100);
        }""",
        shown,
    )
    assert f"{x:g},{y:g}" in (radar.locator(".now").get_attribute("points") or "")


def test_questionnaires_and_marks_in_lessons_are_shown(tiny_server: str, reader: BrowserContext) -> None:
    learning = {
        "courses": {},
        "lessons": {"demo/first": {"title": "Первый урок", "url": "courses/demo/first/", "aliases": []}},
        "quizzes": {},
        "materials": [],
        "competencies": {},
        "assessments": {"leader": {"title": "Руководитель", "url": "assessments/leader/"}},
    }
    page = visit(reader, tiny_server + "about/")
    page.route("**/api/learning.json", lambda route: route.fulfill(json=learning))
    takes = [{"at": f"2026-11-0{day}T09:00:00.000Z", "levels": {"goal": day}} for day in (1, 2)]
    programme = {"assessment": "leader", "order": ["lessons:demo/first"], "made": "2026-11-03T09:00:00.000Z"}
    remember(page, {"assessments": {"leader": takes}, "programme": programme})
    for name in ("demo/first", "assessment-leader", "letter", "gone"):
        fill_in_a_form(page, name, {"goal": "3"})
    go(page, tiny_server + "learning/")

    assert text_of(page, "[data-part=assessments] li") == (
        "Руководитель 2 ноября 2026 г. Начата и не закончена.\n\nМоя программа Сделано: 0 из 1."
    )
    assert page.locator("[data-part=worksheets] [data-slot=title]").all_inner_texts() == [
        "Первый урок",
        "Бланк, которого на хабе больше нет: «gone»",
        "Письмо",
    ]
    assert page.locator("[data-part=worksheets] a[href]").count() == 2


def test_lesson_in_another_window_appears_here(tiny_server: str, reader: BrowserContext) -> None:
    page = visit(reader, tiny_server + "learning/")
    assert page.is_visible("[data-part=empty]")
    visit(reader, tiny_server + "courses/demo/first/")

    page.wait_for_selector("[data-part=courses]", state="visible")
    assert page.inner_text("[data-part=courses] h3") == "Учебный курс"


def test_bookmark_is_put_on_any_page_and_removed_here_by_keyboard(tiny_server: str, reader: BrowserContext) -> None:
    for path in ("acts/law-1/", "forms/letter/", "webinars/record/"):
        page = visit(reader, tiny_server + path)
        page.focus("[data-bookmark] button")
        page.keyboard.press("Enter")
        assert page.inner_text("[data-bookmark] button") == "Убрать из закладок"
        assert page.inner_text("[data-bookmark] [role=status]") == "Сохранено в «Моём обучении»."
    page = visit(reader, tiny_server + "learning/")
    buttons = page.locator("[data-part=bookmarks] button")
    assert buttons.count() == 3
    buttons.nth(1).focus()
    page.keyboard.press("Enter")
    assert page.inner_text("[data-part=bookmarks] [data-status]") == "Закладка убрана."
    assert buttons.nth(1).evaluate("(button) => button === document.activeElement"), "focus goes to what is left"
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")

    assert not page.is_visible("[data-part=bookmarks]")
    assert kept(page)["bookmarks"] == {}
    assert page.evaluate("document.activeElement.id") == "content"


def test_page_without_the_list_of_courses_keeps_what_it_can(tiny_server: str, reader: BrowserContext) -> None:
    page = visit(reader, tiny_server + "acts/law-1/")
    page.click("[data-bookmark] button")
    page.route("**/api/learning.json", lambda route: route.abort())
    go(page, tiny_server + "learning/")

    assert page.inner_text("[data-map-failed]").startswith("Список курсов не загрузился")
    assert page.locator("[data-part=bookmarks] a").count() == 1
    assert page.is_visible("[data-export]")
    assert not page.is_visible("[data-part=empty]")


def test_file_brings_everything_to_another_device(
    hub_server: str, hub_site: Path, chromium: Browser, reader: BrowserContext
) -> None:
    page = visit(reader, hub_server + "about/")
    state = quiz_state(hub_site)
    remember(page, state)
    fill_in_a_form(page, "pasport-uslugi", {"name": "Линия помощи"})
    go(page, hub_server + "learning/")
    text = export(page)
    said = page.inner_text("[data-part=file] > [data-status]")
    assert said == f"Файл сохранён: moe-obuchenie-{DAY}.json. Обычно он в папке загрузок."

    context = chromium.new_context()
    there = visit(context, hub_server + "learning/")
    assert load(there, text) == "Записи из файла добавлены к здешним. Новых и обновлённых: 10."
    assert kept(there) == {"version": 1, **state}
    assert draft_of(there, "pasport-uslugi") == {"name": "Линия помощи"}
    assert there.locator("[data-part]:visible").count() == 7
    assert load(there, text) == "Всё, что есть в файле, здесь уже есть."
    context.close()


def test_two_devices_are_put_together(tiny_server: str, reader: BrowserContext) -> None:
    page = visit(reader, tiny_server + "about/")
    remember(page, {"lessons": {"demo/quiz-1": {"opened": "2026-11-02"}}})
    fill_in_a_form(page, "letter", {"to": "Совету", "reason": "Повод"}, "2026-11-12T09:00:00.000Z")
    go(page, tiny_server + "learning/")
    theirs = {
        "format": "hub-learning",
        "made": "2026-11-20T09:00:00.000Z",
        "learning": {"version": 1, "lessons": {"demo/first": {"opened": "2026-11-01", "done": "2026-11-01"}}},
        "drafts": {
            "letter": {"version": 1, "values": {"to": "Врачу", "way": "лично"}, "at": "2026-11-10T09:00:00.000Z"}
        },
    }

    assert load(page, json.dumps(theirs)) == (
        "Записи из файла добавлены к здешним. Новых и обновлённых: 2. "
        "В бланках были разные ответы: остались более новые, прежние отложены ниже."
    )
    assert sorted(kept(page)["lessons"]) == ["demo/first", "demo/quiz-1"]
    assert draft_of(page, "letter") == {"to": "Совету", "way": "лично", "reason": "Повод"}
    assert text_of(page, "[data-asides] [data-slot=title]") == "Прежние ответы в бланках, 26 ноября 2026 г."
    with page.expect_download() as download:
        page.click("[data-asides] [data-slot=save]")
    aside = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert aside["drafts"]["letter"]["values"]["to"] == "Врачу"


@pytest.mark.parametrize("version", ["0", "1"])
def test_file_of_any_version_is_understood(version: str, tiny_server: str, reader: BrowserContext) -> None:
    page = visit(reader, tiny_server + "learning/")
    text = (FIXTURES / "states" / f"{version}.json").read_text("utf-8")
    expected = json.loads((FIXTURES / "states" / f"{version}.expected.json").read_text("utf-8"))

    assert load(page, text).startswith("Записи из файла добавлены")
    assert kept(page) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "Это не файл с записями"),
        ("[]", "Это не файл с записями"),
        ('{"title": "Курс"}', "Это не файл с записями"),
        ('{"format": "hub-learning", "learning": "x"}', "Это не файл с записями"),
        ('{"format": "hub-learning", "learning": {"version": 99}}', "Файл сделан более новой версией сайта."),
    ],
)
def test_strange_file_changes_nothing(text: str, words: str, tiny_server: str, reader: BrowserContext) -> None:
    page = visit(reader, tiny_server + "courses/demo/first/")
    before = kept(page)
    go(page, tiny_server + "learning/")

    assert load(page, text).startswith(words)
    assert kept(page) == before


def test_file_that_finds_no_room_is_told_of(tiny_server: str, reader: BrowserContext) -> None:
    page = visit(reader, tiny_server + "learning/")
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') } }"
    )
    text = (FIXTURES / "states" / "1.json").read_text("utf-8")

    assert load(page, text).startswith("Записи добавлены, но браузер их не сохраняет")
    assert page.is_visible("[data-trouble]")
    assert page.is_visible("[data-part=bookmarks]"), "they are here until the page is closed"


def test_everything_is_deleted_when_asked_once(tiny_server: str, reader: BrowserContext) -> None:
    page = visit(reader, tiny_server + "courses/demo/first/")
    page.evaluate("localStorage.setItem('hub:theme', 'dark')")
    page.evaluate("localStorage.setItem('hub:learning:aside:2026-01-01', '{')")
    fill_in_a_form(page, "letter", {"to": "Совету"})
    go(page, tiny_server + "learning/")
    asked: list[str] = []
    answers = iter([False, True])

    def answer(dialog: Any) -> None:
        asked.append(dialog.message)
        dialog.accept() if next(answers) else dialog.dismiss()

    page.on("dialog", answer)
    page.click("[data-wipe]")
    assert kept(page) is not None
    page.click("[data-wipe]")

    assert len(asked) == 2 and "Удалить все записи" in asked[0]
    assert page.evaluate("Object.keys(localStorage)") == ["hub:theme"], "how the site looks is no record"
    assert page.inner_text("[data-part=file] > [data-status]") == "Всё удалено."
    assert page.is_visible("[data-part=empty]")


@pytest.mark.parametrize("dark", [False, True])
def test_full_page_is_accessible_and_fits(hub_server: str, hub_site: Path, open_page: OpenPage, dark: bool) -> None:
    page = open_page(hub_server + "about/", width=320, dark=dark)
    remember(page, quiz_state(hub_site))
    fill_in_a_form(page, "pasport-uslugi", {"a": "1"})
    page.evaluate("localStorage.setItem('hub:learning:aside:2026-01-01T10:00:00.000Z', '{')")
    page.goto(hub_server + "learning/", wait_until="networkidle")

    assert page.locator("[data-part]:visible").count() == 7
    assert axe_violations(page) == []
    assert dark or axe_in_strong_colours(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
