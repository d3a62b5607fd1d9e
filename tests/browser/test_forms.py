"""A form: what is typed appears on the sheet, stays on this device, is printed; without scripts it prints empty."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import axe_violations

OpenPage = Callable[..., Page]
ADDRESS = "forms/letter/"
KEPT = "localStorage.getItem('hub:draft:letter')"


@pytest.fixture
def form(tiny_server: str, open_page: OpenPage) -> Page:
    return unfold(open_page(tiny_server + ADDRESS))


def ready(page: Page) -> Page:
    page.wait_for_selector(".fill", state="visible")
    return page


def unfold(page: Page) -> Page:
    ready(page)
    for summary in page.locator("details.fill-part:not([open]) summary").all()[::-1]:
        summary.click()
    return page


def fill_in(page: Page) -> None:
    page.fill("#f-to", "Главному врачу")
    page.fill("#f-visit-day", "2026-12-03")
    page.fill("#f-reason", "Жалобы на очередь.\nПять за месяц.")
    page.select_option("#f-way", "письмом")
    page.fill("[data-rows='group'] [data-column='role'] >> nth=0", "Старший")
    page.click("[data-rows='group'] [data-add]")
    page.fill("[data-rows='group'] [data-column='role'] >> nth=1", "Инспектор")
    page.fill("[data-rows='group'] [data-column='task'] >> nth=1", "Вход")
    page.check("[data-point='door-sign'] [value='да']")
    page.fill("[data-point='door-sign'] [data-fact]", "Видна с улицы")


def sheet_of(page: Page) -> str:
    return page.inner_text("[data-sheet]").replace("\u00a0", " ")


def test_what_is_typed_appears_on_the_sheet(form: Page) -> None:
    fill_in(form)

    sheet = sheet_of(form)
    assert "Кому: Главному врачу" in sheet
    assert "Просим принять нас 3 декабря 2026 г., письмом." in sheet
    assert "Жалобы на очередь.\nПять за месяц." in sheet
    assert form.locator("[data-blank='group'] tbody tr").all_inner_texts() == ["Старший\t", "Инспектор\tВход"]
    assert form.locator("[data-item='door-sign'] .box").all_inner_texts() == ["✓", ""]
    assert form.inner_text("[data-item='door-sign'] .fact") == "Видна с улицы"
    assert form.inner_text("[data-fill-status]") == "Сохранено на этом устройстве."


def test_saved_is_told_beside_the_field_that_was_typed_in(form: Page) -> None:
    for place in (
        "#f-reason",
        "[data-rows='group'] [data-column='task'] >> nth=0",
        "[data-point='door-sign'] [data-fact]",
    ):
        field = form.locator(place)
        field.fill("Вход")
        said = form.locator(".saved-near")

        assert said.inner_text() == "Сохранено"
        typed, words = field.bounding_box(), said.bounding_box()
        assert typed is not None and words is not None
        assert 0 <= words["y"] - typed["y"] - typed["height"] < 80, place
    form.once("dialog", lambda dialog: dialog.accept())
    form.click("[data-clear]")
    assert form.locator(".saved-near").count() == 0


def test_what_was_typed_is_there_after_a_break_and_gone_when_cleared(form: Page) -> None:
    fill_in(form)
    form.reload()
    ready(form)
    assert form.input_value("#f-reason") == "Жалобы на очередь.\nПять за месяц."
    assert form.is_checked("[data-point='door-sign'] [value='да']")
    assert form.input_value("[data-rows='group'] [data-column='task'] >> nth=1") == "Вход"
    assert "Кому: Главному врачу" in sheet_of(form)

    form.on("dialog", lambda dialog: dialog.accept())
    form.click("[data-clear]")
    assert form.evaluate(KEPT) is None
    assert form.input_value("#f-to") == ""
    assert "Главному врачу" not in sheet_of(form)
    assert form.locator("[data-blank='group'] tbody tr").count() == 2, "the empty rows of the sheet are back"


def test_long_form_is_folded_and_says_how_much_of_each_part_is_filled_in(tiny_server: str, open_page: OpenPage) -> None:
    page = ready(open_page(tiny_server + ADDRESS))
    assert page.locator("details.fill-part").count() == 4
    assert page.locator("details.fill-part[open]").count() == 1

    unfold(page).fill("#f-reason", "Повод")
    assert [each.split()[-3:] for each in page.locator("details.fill-part summary").all_inner_texts()] == [
        ["0", "/", "1"],
        ["1", "/", "3"],
        ["0", "/", "1"],
        ["0", "/", "1"],
    ]


def test_two_windows_keep_what_either_was_told(tiny_server: str, chromium: Browser) -> None:
    context = chromium.new_context()
    one, two = context.new_page(), context.new_page()
    one.goto(tiny_server + ADDRESS)
    two.goto(tiny_server + ADDRESS)
    ready(one)
    ready(two)
    one.fill("#f-to", "Совету")
    two.wait_for_function("document.querySelector('#f-to').value === 'Совету'")
    unfold(two).fill("#f-reason", "Повод")
    one.reload()
    ready(one)

    assert (one.input_value("#f-to"), one.input_value("#f-reason")) == ("Совету", "Повод")
    context.close()


def test_a_browser_that_keeps_nothing_is_told_of(tiny_server: str, open_page: OpenPage) -> None:
    page = unfold(open_page(tiny_server + ADDRESS))
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') } }"
    )
    page.fill("#f-to", "Совету")

    assert page.inner_text("[data-fill-status]").startswith("Браузер не разрешает сохранять.")
    assert "Кому: Совету" in sheet_of(page)
    page.fill("#f-reason", "Повод")
    assert "Кому: Совету" in sheet_of(page), "what was typed before is still there"


def test_damaged_draft_is_an_empty_one(tiny_server: str, open_page: OpenPage) -> None:
    page = ready(open_page(tiny_server + ADDRESS))
    for damaged in ("{", "[]", '{"version": 7, "values": {"to": "x"}}', '{"version": 1, "values": "x"}', "null"):
        page.evaluate("text => localStorage.setItem('hub:draft:letter', text)", damaged)
        page.reload()
        ready(page)
        assert page.input_value("#f-to") == "", damaged


def test_paper_has_the_sheet_alone_and_leaves_out_what_is_optional_and_empty(form: Page) -> None:
    form.emulate_media(media="print")
    assert form.is_visible("[data-part='people']"), "an empty form is printed whole"
    assert not form.is_visible(".fill")
    assert not form.is_visible(".top")

    form.emulate_media(media="screen")
    form.fill("#f-to", "Совету")
    form.emulate_media(media="print")
    assert not form.is_visible("[data-part='people']")
    assert form.is_visible("[data-part='list']")


def test_without_scripts_the_empty_sheet_is_there(tiny_server: str, open_page: OpenPage) -> None:
    page = open_page(tiny_server + ADDRESS, scripts=False)

    assert not page.locator(".fill").is_visible()
    assert not page.locator("[data-print]").first.is_visible()
    assert page.locator("[data-blank='group'] tbody tr").count() == 2
    assert "«___» ______________ 20___ г." in sheet_of(page)
    assert "☐ лично ☐ письмом" in sheet_of(page)


def test_rows_are_added_and_removed_by_keyboard(form: Page) -> None:
    form.focus("[data-rows='group'] [data-add]")
    form.keyboard.press("Enter")
    assert form.evaluate("document.activeElement.dataset.column") == "role"
    form.keyboard.type("Вторая строка")
    form.keyboard.press("Tab")
    form.keyboard.press("Tab")
    form.keyboard.press("Enter")

    assert form.locator("[data-rows='group'] li").count() == 1
    assert form.evaluate("document.activeElement.dataset.column") == "role", "focus goes to the row that is left"
    assert "Вторая строка" not in sheet_of(form)


@pytest.mark.parametrize("dark", [False, True])
def test_filled_form_is_accessible_and_fits(tiny_server: str, open_page: OpenPage, dark: bool) -> None:
    page = unfold(open_page(tiny_server + ADDRESS, width=320, dark=dark))
    fill_in(page)

    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
