"""Settings of reading: applied at once, kept for every page, set back; at any size, by keyboard, in every scheme."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import axe_violations
from tests.browser.kinds import HUB_PAGES

OpenPage = Callable[..., Page]
KEPT = "localStorage.getItem('hub:settings')"
GROUND = "getComputedStyle(document.body).backgroundColor"
SCHEMES = ["", "light", "dark", "white", "black", "yellow", "cream"]
SIDEWAYS = "document.documentElement.scrollWidth"


def unfold(page: Page) -> Page:
    page.wait_for_selector(".settings-button", state="visible")
    page.click(".settings-button")
    page.wait_for_selector("#settings", state="visible")  # its module is loaded when it is asked for
    return page


def choose(page: Page, **settings: str) -> None:
    for name, value in settings.items():
        if name in ("images", "motion"):
            page.check(f"[data-set={name}]")
        else:
            page.select_option(f"[data-set={name}]", value)


def size_of(page: Page) -> float:
    return float(page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"))


def test_panel_opens_and_closes_by_keyboard_and_gives_focus_back(hub_server: str, open_page: OpenPage) -> None:
    page = open_page(hub_server + HUB_PAGES["lesson"], width=320)
    button = page.locator(".settings-button")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#settings", state="visible")
    assert button.get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.activeElement.id") == "settings-title"

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.set") == "size"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.documentElement.dataset.size") == "125"

    page.keyboard.press("Escape")
    assert not page.locator("#settings").is_visible()
    assert page.evaluate("document.activeElement.className") == "settings-button"
    assert button.get_attribute("aria-expanded") == "false"


def test_what_was_chosen_holds_on_every_page_before_it_is_painted(hub_server: str, open_page: OpenPage) -> None:
    page = unfold(open_page(hub_server + HUB_PAGES["lesson"]))
    before = size_of(page)
    choose(page, size="200", theme="dark", lines="wide", letters="wider", width="narrow", motion="off")
    assert size_of(page) == before * 2

    # Without any module: what is left is what stands before the first paint.
    page.route("**/js/main.js", lambda route: route.abort())
    page.goto(hub_server + HUB_PAGES["term"])
    chosen = page.evaluate("({...document.documentElement.dataset})")
    chosen.pop("worker")
    assert chosen == {
        "size": "200",
        "theme": "dark",
        "lines": "wide",
        "letters": "wider",
        "width": "narrow",
        "motion": "off",
    }
    assert page.evaluate("getComputedStyle(document.body).letterSpacing") != "normal"


def test_panel_shows_what_is_chosen_and_sets_it_back(hub_server: str, open_page: OpenPage) -> None:
    page = unfold(open_page(hub_server + HUB_PAGES["lesson"]))
    as_it_was = page.evaluate(GROUND), size_of(page)
    choose(page, size="150", theme="cream", motion="off")
    page.reload()
    unfold(page)
    assert page.input_value("[data-set=size]") == "150"
    assert page.input_value("[data-set=theme]") == "cream"
    assert page.is_checked("[data-set=motion]")
    assert not page.is_checked("[data-set=images]")

    page.click("[data-settings-reset]")
    assert page.inner_text("#settings [role=status]") == "Настройки сброшены."
    assert page.evaluate(KEPT) is None
    assert (page.evaluate(GROUND), size_of(page)) == as_it_was
    assert page.input_value("[data-set=size]") == ""


def test_colours_chosen_before_there_were_settings_stay(hub_server: str, open_page: OpenPage) -> None:
    page = open_page(hub_server)
    light = page.evaluate(GROUND)
    page.evaluate("localStorage.setItem('hub:theme', 'dark')")
    page.goto(hub_server + HUB_PAGES["standard"])
    assert page.evaluate(GROUND) != light

    unfold(page)
    assert page.input_value("[data-set=theme]") == "dark"
    choose(page, size="125")
    assert page.evaluate("localStorage.getItem('hub:theme')") is None
    page.goto(hub_server)
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_another_window_follows(hub_server: str, open_page: OpenPage) -> None:
    page = unfold(open_page(hub_server))
    other = page.context.new_page()
    other.goto(hub_server + HUB_PAGES["act"])
    choose(page, theme="black")

    other.wait_for_function("document.documentElement.dataset.theme === 'black'")


def test_pictures_off_leave_their_words(tiny_server: str, open_page: OpenPage) -> None:
    page = unfold(open_page(tiny_server + "courses/demo/first/"))
    choose(page, images="off")
    assert not page.locator("main img").is_visible()
    assert page.inner_text(".picture-text") == "Картинка: Схема из двух шагов"

    page.reload()
    page.wait_for_selector(".picture-text")
    unfold(page)
    page.uncheck("[data-set=images]")
    assert page.locator("main img").is_visible()
    assert page.locator(".picture-text").count() == 0


@pytest.mark.parametrize("damaged", ["{", "null", "[]", '{"size": 7}', '{"theme": "<b>"}', '"x"'])
def test_damaged_settings_are_none(hub_server: str, open_page: OpenPage, damaged: str) -> None:
    page = open_page(hub_server)
    page.evaluate("text => localStorage.setItem('hub:settings', text)", damaged)
    page.reload()
    unfold(page)
    choose(page, size="125")

    assert page.evaluate(KEPT) == '{"size":"125"}'


def test_browser_that_keeps_nothing_is_told_of(hub_server: str, open_page: OpenPage) -> None:
    page = unfold(open_page(hub_server))
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError') } }")
    choose(page, theme="yellow")

    assert page.evaluate("document.documentElement.dataset.theme") == "yellow"
    assert page.inner_text("#settings [role=status]").startswith("Браузер не разрешает запоминать.")


@pytest.mark.parametrize("name", ["lesson", "quiz", "course", "standard", "toolkit", "form", "matrix", "landing"])
def test_every_scheme_is_accessible_with_the_panel_open(name: str, hub_server: str, open_page: OpenPage) -> None:
    page = unfold(open_page(hub_server + HUB_PAGES[name], width=320))
    for scheme in SCHEMES:
        choose(page, theme=scheme)
        for system in ("light", "dark"):
            page.emulate_media(color_scheme=system)
            assert axe_violations(page) == [], (scheme, system)


@pytest.mark.parametrize("name", HUB_PAGES)
def test_twice_as_large_letters_fit_a_phone_and_a_window(name: str, hub_server: str, open_page: OpenPage) -> None:
    page = unfold(open_page(hub_server + HUB_PAGES[name], width=320))
    choose(page, size="200", lines="wider", letters="wider")
    assert page.evaluate(SIDEWAYS) <= 320

    for width in (640, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SIDEWAYS) <= width
        # Large letters make a small window: nothing is squeezed into a column of a few words.
        assert (
            page.evaluate(
                "document.querySelector('main').clientWidth / parseFloat(getComputedStyle(document.body).fontSize)"
            )
            > 15
        )


BROKEN = """() => {
  const broken = [];
  for (const heading of document.querySelectorAll("main :is(h1, h2)")) {
    const walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      for (const { index, 0: word } of walker.currentNode.data.matchAll(/[а-яё]+/gi)) {
        const range = document.createRange();
        range.setStart(walker.currentNode, index);
        range.setEnd(walker.currentNode, index + word.length);
        if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) broken.push(word);
      }
    }
  }
  return broken;
}"""


@pytest.mark.parametrize("path", ["", "assessments/ustoichivost/", "paths/pervaya-proverka/"])
def test_words_of_headings_stay_whole_in_large_letters_on_a_phone(
    path: str, hub_server: str, open_page: OpenPage
) -> None:
    page = unfold(open_page(hub_server + path, width=360))
    choose(page, size="150")

    assert page.evaluate(BROKEN) == []
    assert size_of(page) < page.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)")


def test_paper_is_black_on_white_whatever_was_chosen(hub_server: str, open_page: OpenPage) -> None:
    page = unfold(open_page(hub_server + HUB_PAGES["lesson"]))
    page.emulate_media(media="print")
    plain = page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.documentElement).fontSize]"
    )
    page.emulate_media(media="screen")
    choose(page, theme="yellow", size="200")
    page.emulate_media(media="print")

    assert plain[0] == "rgb(0, 0, 0)"
    assert (
        page.evaluate("[getComputedStyle(document.body).color, getComputedStyle(document.documentElement).fontSize]")
        == plain
    )


def test_without_scripts_there_is_no_panel(hub_server: str, open_page: OpenPage) -> None:
    page = open_page(hub_server, scripts=False)

    assert not page.locator(".settings-button").is_visible()
    assert not page.locator("#settings").is_visible()
