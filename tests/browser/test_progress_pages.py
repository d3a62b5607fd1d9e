"""Lessons and courses remember: done, opened, the place in a text; two windows and a browser that keeps nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import axe_in_strong_colours, axe_violations
from tests.conftest import build
from tests.quizzes import pass_quiz, reach, ready
from tests.records import DAY, KEPT, go, kept, remember, text_of, visit
from tests.servers import Server
from tests.sites import copy_tiny

OpenPage = Callable[..., Page]
COURSE = "courses/demo/"
FIRST, QUIZ = "courses/demo/first/", "courses/demo/quiz-1/"
LONG = "courses/standart-organizacii/zachem-standart/"
FORBIDDEN = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
});"""
# Fill what the browser gives to a site, to the last letter.
FILL_UP = """() => {
  for (let size = 1 << 20; size > 0; size = size >> 1) {
    try {
      for (let number = 0; ; number += 1) localStorage.setItem(`filling-${size}-${number}`, "x".repeat(size));
    } catch {
      // smaller pieces fill the rest
    }
  }
}"""


def press(page: Page, selector: str) -> None:
    """Come to something by the keyboard alone, and press Enter."""
    reach(page, selector)
    page.keyboard.press("Enter")


def test_course_is_taken_from_its_first_page_to_the_certificate_by_keyboard(
    tiny_server: str, reader: BrowserContext
) -> None:
    page = visit(reader, tiny_server + COURSE)
    page.set_viewport_size({"width": 320, "height": 640})
    assert not page.is_visible("[data-progress]")
    assert page.inner_text("[data-start]") == "Начать курс"

    press(page, "[data-start]")
    page.wait_for_selector(".lesson-done", state="visible")
    press(page, "[data-done-button]")
    assert text_of(page, "[data-done-line]") == "Урок пройден 26 ноября 2026 г. В курсе пройдено уроков: 1 из 2."
    assert axe_violations(page) == []

    go(page, tiny_server + COURSE)
    assert page.locator("[data-row] .state:visible").all_inner_texts() == ["пройден"]
    line = "Пройдено уроков: 1 из 2. Осталось примерно 2 мин. Дальше: «Проверка»."
    assert text_of(page, "[data-progress-line]") == line
    assert page.evaluate("document.querySelector('progress').value") == 1
    assert not page.is_visible("[data-certificate]")
    assert axe_violations(page) == []
    press(page, "[data-start]")
    page.wait_for_selector(".lesson-done", state="visible")
    assert page.url.endswith(QUIZ)
    assert not page.is_visible("[data-done-button]"), "a quiz is marked by passing it"

    pass_quiz(page)
    assert text_of(page, "[data-done-line]") == "Урок пройден 26 ноября 2026 г. Вы прошли весь курс."
    press(page, "[data-done-certificate]")
    page.wait_for_selector("[data-certificate]", state="visible")
    assert kept(page)["courses"]["demo"] == {"started": DAY, "last": "demo/quiz-1", "finished": DAY}
    press(page, "#certificate-name")
    assert page.inner_text("[data-certificate-status]") == "Впишите имя и фамилию."
    page.keyboard.type("Анна  Иванова ")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.className") == "certificate"
    sheet = text_of(page, "[data-certificate-sheet]")
    for words in ("Анна Иванова", "«Учебный курс»", "7 мин, 2 урока", "26 ноября 2026 г.", "Выдано самим слушателем"):
        assert words in sheet
    assert kept(page)["certificates"]["demo"] == {"at": DAY, "name": "Анна Иванова"}
    assert axe_violations(page) == []
    assert axe_in_strong_colours(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_certificate_is_printed_alone_on_one_sheet(tiny_server: str, reader: BrowserContext) -> None:
    page = visit(reader, tiny_server + "about/")
    lessons = {f"demo/{name}": {"opened": DAY, "done": DAY} for name in ("first", "quiz-1")}
    attempt = {"at": f"{DAY}T10:00:00.000Z", "share": 100, "passed": True, "right": ["who"]}
    remember(
        page,
        {
            "lessons": lessons,
            "quizzes": {"demo/quiz-1": {"attempts": [attempt]}},
            "courses": {"demo": {"started": DAY, "finished": DAY}},
            "certificates": {"demo": {"at": "2026-11-20", "name": "Анна Иванова", "modified": "2026-11-01"}},
        },
    )
    go(page, tiny_server + COURSE)
    page.emulate_media(media="print")
    assert not page.is_visible("[data-certificate-sheet]"), "the page of the course is printed without it"

    page.evaluate("window.print = () => { window.printed = document.documentElement.className }")
    page.emulate_media(media="screen")
    page.click("[data-certificate-print]")
    assert page.evaluate("window.printed") == "js print-certificate"
    page.emulate_media(media="print")
    assert page.is_visible("[data-certificate-sheet]")
    assert text_of(page, "[data-slot=at]") == "20 ноября 2026 г."
    for gone in (".top", ".bottom", ".lead", ".tasks", ".certificate-form"):
        assert not page.locator(gone).first.is_visible(), gone
    assert page.pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n") == 1
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.documentElement.className") == "js"


def test_mark_is_taken_back(tiny_server: str, reader: BrowserContext) -> None:
    page = visit(reader, tiny_server + FIRST)
    page.click("[data-done-button]")
    page.click("[data-done-button]")

    assert "done" not in kept(page)["lessons"]["demo/first"]
    assert page.inner_text("[data-done-button]") == "Отметить урок пройденным"
    assert page.inner_text("[data-done-line]") == ""


def test_place_in_a_long_lesson_is_offered_on_return(hub_server: str, reader: BrowserContext) -> None:
    page = visit(reader, hub_server + LONG)
    heading = page.locator(".prose h2[id]").nth(3)
    title, anchor = heading.inner_text(), heading.get_attribute("id")
    assert not page.is_visible("[data-resume]")
    heading.evaluate("(element) => element.scrollIntoView()")
    page.wait_for_function(f"{KEPT}.lessons['standart-organizacii/zachem-standart'].place")

    page = visit(reader, hub_server + LONG)
    assert text_of(page, "[data-resume]") == f"Продолжить с места: «{title}»".replace("\u00a0", " ")
    page.click("[data-resume] a")
    assert page.evaluate("location.hash.slice(1)") == anchor
    assert 0 <= heading.evaluate("(element) => element.getBoundingClientRect().top") < 300

    page = visit(reader, f"{hub_server}{LONG}#{anchor}")
    assert not page.is_visible("[data-resume]"), "who came to a place is there"
    page.click("[data-done-button]")
    page = visit(reader, hub_server + LONG)
    assert not page.is_visible("[data-resume]"), "what is done is read from its beginning"


def test_home_leads_back_to_where_one_stopped(hub_server: str, reader: BrowserContext) -> None:
    page = visit(reader, hub_server)
    assert not page.is_visible("[data-go-on]")
    lesson, place = "standart-organizacii/vybrat-uslugu", "zadanie-na-etu-nedeliu"
    course = {"started": "2026-10-01", "last": lesson}
    for known, address in (
        ({"opened": DAY, "place": place}, f"courses/{lesson}/#{place}"),
        ({"opened": DAY}, f"courses/{lesson}/"),
        ({"opened": DAY, "done": DAY}, "courses/standart-organizacii/"),
    ):
        remember(page, {"lessons": {lesson: known}, "courses": {"standart-organizacii": course}})
        page.reload(wait_until="networkidle")
        assert page.evaluate("document.querySelector('[data-go-on] a').href") == hub_server + address
    assert page.is_visible("[data-go-on]")

    remember(page, {"courses": {"standart-organizacii": {**course, "finished": DAY}}})
    page.reload(wait_until="networkidle")
    assert not page.is_visible("[data-go-on]")


def test_edited_course_is_told_of_once(hub_server: str, reader: BrowserContext) -> None:
    page = visit(reader, hub_server + "about/")
    remember(page, {"courses": {"standart-organizacii": {"started": "2026-10-01", "modified": "2026-10-01"}}})
    go(page, hub_server + "courses/standart-organizacii/")
    assert "Ваши отметки на месте." in text_of(page, "[data-updated]")

    page.reload(wait_until="networkidle")
    assert not page.is_visible("[data-updated]")


def test_renamed_lesson_and_course_keep_their_records(tmp_path: Path, reader: BrowserContext) -> None:
    config = copy_tiny(tmp_path / "source")
    courses = config.parent / "courses"
    (courses / "demo").rename(courses / "osnovy")
    course = courses / "osnovy" / "course.yml"
    text = course.read_text("utf-8").replace("lessons: [first, quiz-1]", "lessons: [quiz-1, nachalo]")
    course.write_text(text + "aliases: [demo]\n", "utf-8")
    lesson = (courses / "osnovy/lessons/first.md").rename(courses / "osnovy/lessons/nachalo.md")
    lesson.write_text(lesson.read_text("utf-8").replace("kind: text", "kind: text\naliases: [first]", 1), "utf-8")
    result = build(config, tmp_path / "site")
    assert result.returncode == 0, result.stderr
    state = {
        "lessons": {"demo/first": {"opened": "2026-10-01", "done": "2026-10-02"}},
        "courses": {"demo": {"started": "2026-10-01", "last": "demo/first"}},
        "quizzes": {"demo/quiz-1": {"answers": {"who": "head"}}},
    }
    expected = {
        "version": 1,
        "lessons": {"osnovy/nachalo": {"opened": "2026-10-01", "done": "2026-10-02"}},
        "courses": {"osnovy": {"started": "2026-10-01", "last": "osnovy/nachalo"}},
        "quizzes": {"osnovy/quiz-1": {"answers": {"who": "head"}}},
    }
    with Server(tmp_path / "site") as address:
        page = visit(reader, address + "about/")
        for path in ("courses/osnovy/", "learning/"):
            remember(page, state)
            go(page, address + path)
            assert {**kept(page), **{name: kept(page)[name] for name in expected}} == expected, path
        assert text_of(page, "[data-part=courses] [data-slot=line]").startswith("Пройдено уроков: 1 из 2.")


def test_two_windows_do_not_write_over_each_other(tiny_server: str, reader: BrowserContext) -> None:
    lesson, quiz = visit(reader, tiny_server + FIRST), visit(reader, tiny_server + QUIZ)
    course = visit(reader, tiny_server + COURSE)
    lesson.click("[data-done-button]")
    pass_quiz(ready(quiz))

    course.wait_for_selector("[data-certificate]", state="visible")
    assert course.locator("[data-row] .state:visible").all_inner_texts() == ["пройден", "пройден"]
    assert sorted(kept(lesson)["lessons"]) == ["demo/first", "demo/quiz-1"]
    assert all(item["done"] == DAY for item in kept(lesson)["lessons"].values())


def test_what_another_window_did_not_see_is_written_again(tiny_server: str, chromium: Browser) -> None:
    context = chromium.new_context()
    one, other = visit(context, tiny_server + FIRST), visit(context, tiny_server + "about/")
    stale = kept(other)
    one.click("[data-done-button]")
    # As if the other window had read just before, and written just after.
    stale["bookmarks"] = {"acts:law-1": {"at": DAY, "title": "Закон", "url": "acts/law-1/"}}
    remember(other, stale)
    other.wait_for_function(f"{KEPT}.lessons['demo/first'].done")

    assert "acts:law-1" in kept(other)["bookmarks"]
    context.close()


def test_page_that_the_browser_brings_back_shows_what_happened_meanwhile(
    tiny_server: str, reader: BrowserContext
) -> None:
    page = visit(reader, tiny_server + COURSE)
    remember(page, {"lessons": {"demo/first": {"done": DAY}}, "courses": {"demo": {"started": DAY}}})
    assert page.locator("[data-row] .state:visible").count() == 0
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")

    assert page.locator("[data-row] .state:visible").all_inner_texts() == ["пройден"]


@pytest.mark.parametrize("how", ["forbidden", "full", "really-full"])
def test_browser_that_keeps_nothing_says_so_and_works_until_the_page_is_closed(
    how: str, tiny_server: str, reader: BrowserContext
) -> None:
    page = visit(reader, tiny_server + "about/")
    if how == "forbidden":
        page.add_init_script(FORBIDDEN)
    elif how == "full":
        page.add_init_script(
            "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"
        )
    else:
        page.evaluate(FILL_UP)
    go(page, tiny_server + FIRST)
    words = "Браузер не разрешает сайту хранить записи" if how == "forbidden" else "В браузере кончилось место"
    assert text_of(page, "[data-trouble]").startswith(words)
    assert axe_violations(page) == []

    page.click("[data-done-button]")
    assert text_of(page, "[data-done-line]").startswith("Урок пройден 26 ноября 2026 г.")
    page.click("[data-bookmark] button")
    assert page.inner_text("[data-bookmark] [role=status]").startswith("Браузер не сохраняет записи")
    assert page.inner_text("[data-bookmark] button") == "Убрать из закладок"
    go(page, tiny_server + "learning/")
    assert page.is_visible("[data-part=empty]")


def test_room_that_comes_back_is_used(tiny_server: str, reader: BrowserContext) -> None:
    page = visit(reader, tiny_server + "about/")
    page.evaluate(FILL_UP)
    go(page, tiny_server + FIRST)
    assert page.is_visible("[data-trouble]")
    page.evaluate(
        "Object.keys(localStorage).forEach((key) => key.startsWith('filling') && localStorage.removeItem(key))"
    )
    page.click("[data-done-button]")

    assert not page.is_visible("[data-trouble]")
    assert kept(page)["lessons"] == {"demo/first": {"opened": DAY, "done": DAY}}


def test_damaged_records_are_told_of_and_put_aside(tiny_server: str, reader: BrowserContext) -> None:
    page = visit(reader, tiny_server + "about/")
    page.evaluate("localStorage.setItem('hub:learning', '{\"version\": 1, \"lessons\"')")
    go(page, tiny_server + FIRST)
    assert text_of(page, "[data-trouble]").startswith("Часть записей о вашем обучении повреждена.")
    page.click("[data-done-button]")

    go(page, tiny_server + "learning/")
    assert not page.is_visible("[data-trouble]")
    assert text_of(page, "[data-asides] [data-slot=title]") == "Не удалось прочитать, 26 ноября 2026 г."
    with page.expect_download() as download:
        page.click("[data-asides] [data-slot=save]")
    assert Path(download.value.path()).read_text("utf-8") == '{"version": 1, "lessons"'
    page.click("[data-asides] [data-slot=remove]")
    assert not page.is_visible("[data-asides]")
    assert kept(page)["lessons"]["demo/first"]["done"] == DAY


def test_damaged_records_that_cannot_be_put_aside_stay_where_they_are(tiny_server: str, reader: BrowserContext) -> None:
    page = visit(reader, tiny_server + "about/")
    page.evaluate("localStorage.setItem('hub:learning', '{')")
    page.evaluate(FILL_UP)
    go(page, tiny_server + FIRST)
    page.click("[data-done-button]")

    assert page.evaluate("localStorage.getItem('hub:learning')") == "{"
    assert page.is_visible("[data-trouble]")


def test_without_scripts_nothing_of_it_is_there(tiny_server: str, open_page: OpenPage) -> None:
    for path in (COURSE, FIRST):
        page = open_page(tiny_server + path, scripts=False)
        for part in ("trouble", "progress", "done-line", "done-button", "resume", "bookmark", "certificate"):
            found = page.locator(f"[data-{part}]")
            assert all(not found.nth(number).is_visible() for number in range(found.count())), part
    page = open_page(tiny_server + "learning/", scripts=False)
    assert "требует JavaScript" in page.inner_text("main")


@pytest.mark.parametrize("dark", [False, True])
def test_course_and_lesson_under_way_are_accessible(hub_server: str, open_page: OpenPage, dark: bool) -> None:
    page = open_page(hub_server + "about/", width=320, dark=dark)
    lessons = {
        "standart-organizacii/zachem-standart": {"opened": "2026-10-01", "done": "2026-10-01"},
        "standart-organizacii/vybrat-uslugu": {"opened": "2026-10-02", "place": "zadanie-na-etu-nedeliu"},
    }
    course = {"started": "2026-10-01", "modified": "2026-10-01", "last": "standart-organizacii/vybrat-uslugu"}
    remember(page, {"lessons": lessons, "courses": {"standart-organizacii": course}})
    for path in ("", "zachem-standart/", "vybrat-uslugu/"):
        page.goto(f"{hub_server}courses/standart-organizacii/{path}", wait_until="networkidle")

        assert axe_violations(page) == [], path
        assert dark or axe_in_strong_colours(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
