"""Terms explained where they stand: by pointer, keyboard and finger; never in the way, never without a way out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import axe_violations

OpenPage = Callable[..., Page]
LESSON = "courses/kinds/sheet/"
WORD, NOTE, MORE = "a.term >> nth=0", ".term-note", ".term-note .term-end a"


def plain(text: str) -> str:
    """Return a text as it was written: without the no-break spaces of typesetting."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def page(tiny_server: str, open_page: OpenPage) -> Page:
    return ready(open_page(tiny_server + LESSON))


def ready(page: Page) -> Page:
    page.wait_for_load_state("networkidle")  # the module of the terms is there
    return page


@pytest.fixture
def phone(tiny_server: str, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 320, "height": 640}, has_touch=True, reduced_motion="reduce")
    page = context.new_page()
    page.goto(tiny_server + LESSON)
    yield ready(page)
    context.close()


def gone(page: Page) -> None:
    page.wait_for_selector(NOTE, state="detached")


# -- a pointer


def test_pointer_shows_the_note_and_may_enter_it(page: Page) -> None:
    page.hover(WORD)
    page.wait_for_selector(NOTE)
    assert plain(page.inner_text(NOTE)).split("\n") == [
        "Услуга",
        "Помощь по понятному стандарту: известно, кому, «что» и в какой срок.",
        "Источник: Вымышленный закон; СТО 00000000-002-2026. Проверено: 22 ноября 2026 г., один косвенный источник.",
        "Подробнее",
    ]
    page.hover(".term-source")
    page.wait_for_timeout(500)  # longer than a note waits for a pointer that left
    assert page.locator(NOTE).count() == 1

    page.hover("h1")
    gone(page)


def test_click_of_a_mouse_follows_the_link(page: Page) -> None:
    page.click(WORD)
    page.wait_for_url("**/terms/service/")


def test_escape_takes_the_note_away_without_moving_the_pointer(page: Page) -> None:
    page.hover(WORD)
    page.wait_for_selector(NOTE)
    page.keyboard.press("Escape")
    gone(page)
    page.wait_for_timeout(400)

    assert page.locator(NOTE).count() == 0, "it does not come back by itself"


def test_a_pointer_that_passes_opens_nothing(page: Page) -> None:
    page.hover(WORD)
    page.hover("h1")
    page.wait_for_timeout(400)

    assert page.locator(NOTE).count() == 0


def test_note_stands_at_its_word_and_goes_with_it(page: Page) -> None:
    page.hover(WORD)
    page.wait_for_selector(NOTE)
    word, note = page.locator(WORD).bounding_box(), page.locator(NOTE).bounding_box()
    assert word is not None and note is not None
    below, above = note["y"] - word["y"] - word["height"], word["y"] - note["y"] - note["height"]
    assert 0 <= max(below, above) < 8
    assert abs(note["x"] - word["x"]) < 1

    page.mouse.wheel(0, 60)
    page.wait_for_function("scrollY > 40")
    moved, after = page.locator(WORD).bounding_box(), page.locator(NOTE).bounding_box()
    assert moved is not None and after is not None
    gap = max(after["y"] - moved["y"] - moved["height"], moved["y"] - after["y"] - after["height"])
    assert 0 <= gap < 8


# -- a keyboard


def tab_to(page: Page) -> None:
    """Reach the first term by Tab, as a keyboard does: only such a focus is one that shows."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('term')"):
            return
    raise AssertionError("no term is reached by Tab")


def test_focus_shows_the_note_and_tab_goes_through_it(page: Page) -> None:
    tab_to(page)
    page.wait_for_selector(NOTE)
    described = page.evaluate(
        "document.getElementById(document.activeElement.getAttribute('aria-describedby')).textContent"
    )
    assert described.startswith("Помощь")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Подробнее"
    assert page.locator(NOTE).count() == 1
    page.keyboard.press("Tab")
    page.wait_for_function("document.querySelectorAll('.term-note').length === 1")
    assert page.evaluate("document.activeElement.textContent").replace("\u00a0", " ") == "услугу под прежним именем"


def test_escape_inside_the_note_goes_back_to_the_word(page: Page) -> None:
    tab_to(page)
    page.wait_for_selector(NOTE)
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    gone(page)

    assert page.evaluate("document.activeElement.dataset.term") == "service"
    page.wait_for_timeout(300)
    assert page.locator(NOTE).count() == 0


def test_enter_follows_the_link_and_the_way_on_leads_there_too(page: Page) -> None:
    tab_to(page)
    page.wait_for_selector(NOTE)
    page.keyboard.press("Enter")
    page.wait_for_url("**/terms/service/")

    page.go_back()
    ready(page)
    tab_to(page)
    page.wait_for_selector(NOTE)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/terms/service/")


# -- a finger


def test_first_tap_shows_and_the_way_on_leads(phone: Page) -> None:
    address = phone.url
    phone.tap(WORD)
    phone.wait_for_selector(NOTE)
    assert phone.url == address
    assert phone.evaluate("document.activeElement.className") == "term-note", "a screen reader reads it"
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320

    phone.tap(MORE)
    phone.wait_for_url("**/terms/service/")


def test_a_second_tap_a_tap_elsewhere_and_the_button_close(phone: Page) -> None:
    ways: list[Callable[[], None]] = [
        lambda: phone.tap(WORD),
        lambda: phone.touchscreen.tap(4, 4),  # a corner of the page
        lambda: phone.tap(".term-note button"),
    ]
    for close in ways:
        phone.tap(WORD)
        phone.wait_for_selector(NOTE)
        close()
        gone(phone)
    assert phone.evaluate("document.activeElement.dataset.term") == "service", "the button gives the focus back"


def test_one_note_at_a_time_and_one_request_for_all(phone: Page) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.tap(WORD)
    phone.wait_for_selector(NOTE)
    phone.tap(".term-note button")
    phone.tap("a.term >> nth=1")
    phone.wait_for_selector(NOTE)

    assert phone.locator(NOTE).count() == 1
    assert [url.rsplit("/", 2)[-2:] for url in asked] == [["api", "glossary.json"]]


def test_without_the_glossary_a_tap_is_a_link(phone: Page) -> None:
    phone.route("**/glossary.json", lambda route: route.abort())
    phone.tap(WORD)
    phone.wait_for_url("**/terms/service/")


def test_a_term_that_the_glossary_does_not_know_is_a_link(phone: Page) -> None:
    phone.evaluate("document.querySelector('a.term').dataset.term = 'constructor'")
    phone.tap(WORD)
    phone.wait_for_url("**/terms/service/")


def test_note_inside_a_label_does_not_tick_its_box(tiny_server: str, phone: Page) -> None:
    phone.goto(tiny_server + "courses/kinds/list/")
    ready(phone)
    phone.tap(WORD)
    phone.wait_for_selector(NOTE)
    phone.tap(".term-text")
    assert not phone.is_checked("#mark_ramp")
    assert phone.get_by_role("checkbox", name="Есть пандус по стандарту", exact=True).count() == 1


# -- everyone


def test_without_scripts_terms_are_links(tiny_server: str, open_page: OpenPage) -> None:
    page = open_page(tiny_server + LESSON, scripts=False)
    page.click(WORD)

    assert page.url.endswith("/terms/service/")


@pytest.mark.parametrize("contrast", [False, True])
@pytest.mark.parametrize("dark", [False, True])
def test_open_note_is_accessible_and_fits(tiny_server: str, open_page: OpenPage, dark: bool, contrast: bool) -> None:
    page = ready(open_page(tiny_server + LESSON, width=320, dark=dark, contrast=contrast))
    tab_to(page)
    page.wait_for_selector(NOTE)

    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_buttons_of_the_note_stay_whole_in_large_letters(phone: Page) -> None:
    phone.evaluate("document.documentElement.dataset.size = '150'")
    phone.tap(WORD)
    phone.wait_for_selector(NOTE)
    lines = """each => {
      const text = document.createRange();
      text.selectNodeContents(each);
      return text.getClientRects().length;
    }"""

    assert phone.locator(f"{NOTE} .term-end > *").evaluate_all(f"all => all.map({lines})") == [1, 1]


def test_note_is_not_printed(page: Page) -> None:
    page.hover(WORD)
    page.wait_for_selector(NOTE)
    page.emulate_media(media="print")

    assert not page.locator(NOTE).is_visible()


def test_note_goes_where_there_is_room(page: Page) -> None:
    base = page.evaluate("document.querySelector('script[type=module]').src.replace('main.js', '')")
    place = """([base, first, last, size, view]) =>
      import(base + 'terms.js').then((terms) => terms.placeOf(first, last, size, view))"""
    size, view = {"width": 300, "height": 100}, {"width": 320, "height": 640}

    def at(top: int, left: int = 10, height: int = 100) -> dict[str, float]:
        line = {"left": left, "top": top, "bottom": top + 20}
        found: dict[str, float] = page.evaluate(place, [base, line, line, {**size, "height": height}, view])
        return found

    assert at(100)["top"] == 124
    assert at(600)["top"] == 600 - 4 - 100, "above, where there is no room below"
    assert at(100, left=200)["left"] == 320 - 300 - 8, "never beyond the edge"
    assert at(400, height=900) == {"left": 10, "top": 8, "limit": 388}, "as high as the larger room, and scrolled"
