"""A questionnaire taken to its programme: by keyboard, kept here only, retaken, reordered, printed, saved."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import axe_in_strong_colours, axe_violations
from tests.conftest import build
from tests.servers import Server
from tests.sites import copy_assessed

OpenPage = Callable[..., Page]
ADDRESS = "assessments/small/"
STATEMENTS = ("plan-written", "meeting-held", "budget-kept", "talks-prepared", "rest-planned")
DOMAINS = (STATEMENTS[:2], STATEMENTS[2:4], STATEMENTS[4:])
LOW = (0, 4, 2, 1, 0)
# What these answers ask for, worked out by hand from the rule (docs/decisions/0015-programme.md): gaps of 3 (the
# plan), 3 (rest: nobody teaches it), 2 (talks) and 1 (the budget). The course of the talks names the other one as its
# prerequisite.
PROGRAMME = [
    ("Неделя 1", ["СТО 00000000-001-2026. Порядок первой консультации", "План на год"]),
    ("Неделя 2", ["Бюджет"]),
    ("Неделя 3", ["Переговоры о деньгах"]),
    ("Неделя 4", ["Письмо о деньгах"]),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site with competencies, in a subfolder."""
    folder = tmp_path_factory.mktemp("assessed")
    result = build(copy_assessed(folder / "source"), folder / "site", "--strict")
    assert result.returncode == 0, result.stderr
    with Server(folder / "site", "/sub/") as address:
        yield address


@pytest.fixture
def form(server: str, open_page: OpenPage) -> Page:
    return ready(open_page(server + ADDRESS))


def ready(page: Page) -> Page:
    page.wait_for_selector("[data-bar]", state="visible")
    return page


def answer(page: Page, levels: tuple[int, ...]) -> None:
    """Answer all statements, domain by domain, and ask for the profile."""
    given = dict(zip(STATEMENTS, levels, strict=True))
    for number, names in enumerate(DOMAINS):
        for name in names:
            page.check(f"input[name='{name}'][value='{given[name]}']")
        if number < len(DOMAINS) - 1:
            page.click("[data-next]")
    page.click("[data-finish]")
    page.wait_for_selector("[data-result]", state="visible")


def compose(page: Page, hours: str = "1") -> None:
    page.fill("#hours", hours)
    page.click("[data-hours] button")
    page.wait_for_selector("[data-plan]", state="visible")


def kept(page: Page, section: str) -> Any:
    return json.loads(page.evaluate("localStorage.getItem('hub:learning')") or "{}").get(section, {})


def text_of(page: Page, selector: str) -> str:
    return page.inner_text(selector).replace("\u00a0", " ")


def weeks_of(page: Page) -> list[tuple[str, list[str]]]:
    """Return the weeks of the programme with the titles in each."""
    return [
        (week.locator("h3").inner_text().partition(" с ")[0], week.locator(".plan-text > a").all_inner_texts())
        for week in page.locator("[data-week-list] > section").all()
    ]


def titles_of(page: Page) -> list[str]:
    return page.locator("[data-week-list] .plan-text > a").all_inner_texts()


# -- the form


def test_one_domain_is_asked_at_a_time_and_progress_is_told(form: Page) -> None:
    assert form.locator("[data-domain]:visible").count() == 1
    form.check("input[name='plan-written'][value='2']")

    assert text_of(form, "[data-progress]") == "Область 1 из 3. Отвечено 1 из 5"
    assert form.locator("[data-finish]:visible").count() == 0
    form.click("[data-go='self']")
    assert form.evaluate("document.activeElement.textContent") == "Вы сами"
    assert form.locator("[data-finish]:visible").count() == 1


def test_answers_wait_for_the_reader_to_come_back(form: Page) -> None:
    form.check("input[name='plan-written'][value='0']")
    form.check("input[name='meeting-held'][value='3']")
    form.reload()
    ready(form)

    assert form.is_checked("input[name='plan-written'][value='0']")
    assert text_of(form, "[data-progress]") == "Область 2 из 3. Отвечено 2 из 5"
    assert kept(form, "assessments") == {}, "only a finished questionnaire is a result"


def test_whole_questionnaire_by_keyboard_ends_in_the_programme_of_the_rule(form: Page) -> None:
    keyboard = form.keyboard
    for number, names in enumerate(DOMAINS):
        for name in names:
            form.focus(f"input[name='{name}'][value='0']")
            keyboard.press("Space")
            for _ in range(LOW[STATEMENTS.index(name)]):
                keyboard.press("ArrowDown")
        form.focus("[data-next]" if number < len(DOMAINS) - 1 else "[data-finish]")
        keyboard.press("Enter")
    form.wait_for_selector("[data-result]", state="visible")
    assert form.evaluate("document.activeElement.textContent") == "Ваш профиль"
    assert kept(form, "assessments")["small"][0]["levels"] == dict(zip(STATEMENTS, LOW, strict=True))

    form.focus("#hours")
    keyboard.press("Enter")
    form.wait_for_selector("[data-plan]", state="visible")
    assert weeks_of(form) == PROGRAMME
    assert form.locator("[data-missing] li").all_inner_texts() == ["Отдых"]
    assert text_of(form, "[data-ref='lessons:basics/plan'] .why") == "Зачем: «План на год» — 0 из 4"
    assert kept(form, "programme")["order"] == [
        "standards:sto-1",
        "lessons:basics/plan",
        "lessons:basics/budget",
        "lessons:further/negotiate",
        "toolkits:letter",
    ]


def test_profile_tells_strong_sides_gaps_and_where_to_go(form: Page) -> None:
    answer(form, LOW)

    assert form.locator("[data-row='money'] [data-cell='level']").inner_text().split() == ["1,5", "3", "из", "8"]
    assert form.locator("[data-strong] li").all_inner_texts() == ["Встречи уровень 4 из 4"]
    gaps = [gap.replace("\u00a0", " ") for gap in form.locator("[data-gaps] li").all_inner_texts()]
    assert [gap.splitlines()[0] for gap in gaps] == [
        "План на год уровень 0 из 4",
        "Отдых уровень 0 из 4",
        "Переговоры уровень 1 из 4",
        "Бюджет уровень 2 из 4",
    ]
    assert gaps[0].splitlines()[-1] == "К чему идти: По плану живут."
    assert form.locator("[data-figure] svg polygon.now").count() == 1
    assert "таблице" in (form.get_attribute("[data-figure] svg", "aria-label") or "")


def test_skipped_statements_are_left_out_and_a_shape_with_holes_is_not_drawn(form: Page) -> None:
    form.check("input[name='plan-written'][value='1']")
    form.click("[data-go='self']")
    form.click("[data-finish]")
    form.wait_for_selector("[data-result]", state="visible")

    assert text_of(form, "[data-when]").endswith("отвечено 1 из 5")
    assert form.locator("[data-row='self'] [data-cell='level']").inner_text() == "нет ответа"
    assert not form.locator("[data-figure]").is_visible()


def test_no_answer_at_all_is_no_profile(form: Page) -> None:
    form.click("[data-go='self']")
    form.click("[data-finish]")

    assert text_of(form, "[data-assess-status]").startswith("Пока нет ни одного ответа.")
    assert not form.locator("[data-result]").is_visible()


# -- again


def test_retaking_shows_the_change_and_asks_for_a_new_programme(form: Page) -> None:
    answer(form, LOW)
    compose(form)
    form.click("[data-retake]")
    assert form.locator("input:checked").count() == 0
    answer(form, (2, 3, 2, 3, 0))

    assert form.locator("[data-change-list] li").all_inner_texts() == [
        "Выросло: План на год, 0 → 2",
        "Снизилось: Встречи, 4 → 3",
        "Выросло: Переговоры, 1 → 3",
    ]
    assert form.locator("[data-row='people'] [data-cell='was']").inner_text() == "2"
    assert form.locator("[data-figure] polygon.before").count() == 1
    assert form.locator("[data-stale-note]").is_visible()
    assert titles_of(form)[1] == "План на год", "the old programme stays until the new one is asked for"

    compose(form)
    assert not form.locator("[data-stale-note]").is_visible()
    assert titles_of(form) == ["СТО 00000000-001-2026. Порядок первой консультации", "Бюджет"]


def test_corrected_answers_take_the_place_of_the_last_ones(form: Page) -> None:
    answer(form, LOW)
    form.click("[data-correct]")
    assert form.is_checked("input[name='plan-written'][value='0']")
    form.check("input[name='plan-written'][value='3']")
    form.click("[data-go='self']")
    form.click("[data-finish]")

    takes = kept(form, "assessments")["small"]
    assert [take["levels"]["plan-written"] for take in takes] == [3]
    assert not form.locator("[data-changes]").is_visible()


def test_who_begins_again_may_return_to_the_result(form: Page) -> None:
    answer(form, LOW)
    form.click("[data-retake]")
    form.check("input[name='plan-written'][value='3']")
    form.click("[data-cancel]")

    assert form.locator("[data-result]").is_visible()
    form.reload()
    form.wait_for_selector("[data-result]", state="visible")
    assert len(kept(form, "assessments")["small"]) == 1


# -- the programme


def test_items_move_by_buttons_and_the_reader_stays_at_them(form: Page) -> None:
    answer(form, LOW)
    compose(form)
    form.focus("[data-ref='toolkits:letter'] [data-up]")
    for _ in range(4):
        form.keyboard.press("Enter")

    assert titles_of(form)[0] == "Письмо о деньгах"
    assert text_of(form, "[data-programme-status]") == "«Письмо о деньгах»: теперь место 1"
    focused = "document.activeElement.closest('[data-ref]').dataset.ref"
    assert form.evaluate(focused) == "toolkits:letter", "its first button is no more of use, the next is"
    form.reload()
    form.wait_for_selector("[data-plan]", state="visible")
    assert titles_of(form)[0] == "Письмо о деньгах"

    form.click("[data-ref='standards:sto-1'] [data-remove]")
    assert form.locator("[data-ref='standards:sto-1']").count() == 0
    assert "standards:sto-1" not in kept(form, "programme")["order"]


def test_lesson_that_was_done_ticks_itself_off(form: Page) -> None:
    answer(form, LOW)
    compose(form)
    done = {"basics/plan-old": {"opened": "2026-11-20", "done": "2026-11-21"}}  # under its former name
    form.evaluate(
        """(lessons) => { const all = JSON.parse(localStorage.getItem('hub:learning'));
        localStorage.setItem('hub:learning', JSON.stringify({...all, lessons})); }""",
        done,
    )
    form.reload()
    form.wait_for_selector("[data-plan]", state="visible")

    assert "План на год" not in titles_of(form)
    assert form.locator("[data-done] .plan-text > a").all_inner_texts() == ["План на год"]
    assert "Сделано: 1, это внизу списка." in form.inner_text("[data-sum]")
    assert weeks_of(form)[0] == ("Неделя 1", ["СТО 00000000-001-2026. Порядок первой консультации", "Бюджет"])


def test_what_is_no_lesson_is_ticked_by_hand(form: Page) -> None:
    answer(form, LOW)
    compose(form)
    form.check("[data-ref='standards:sto-1'] input")
    form.check("[data-ref='lessons:basics/plan'] input")

    assert form.locator("[data-done] .plan-text > a").count() == 2
    assert list(kept(form, "programme")["done"]) == ["standards:sto-1"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", kept(form, "lessons")["basics/plan"]["done"])
    assert form.evaluate("document.activeElement.closest('[data-ref]').dataset.ref") == "lessons:basics/budget"

    form.click("[data-done] [data-ref='lessons:basics/plan'] input")
    assert "done" not in kept(form, "lessons")["basics/plan"]
    assert titles_of(form)[0] == "План на год"


def test_hours_change_the_weeks_and_not_the_order(form: Page) -> None:
    answer(form, LOW)
    compose(form)
    before = titles_of(form)
    form.fill("#hours", "3")
    form.locator("#hours").blur()
    form.wait_for_function("document.querySelectorAll('[data-week-list] > section').length === 1")

    assert titles_of(form) == before


def test_calendar_is_a_file_with_an_event_for_each_week(form: Page, tmp_path: Path) -> None:
    form.clock.set_fixed_time("2026-11-26T10:00:00Z")
    answer(form, LOW)
    compose(form)
    with form.expect_download() as download:
        form.click("[data-calendar]")
    path = tmp_path / "plan.ics"
    download.value.save_as(path)
    text = path.read_bytes().decode("utf-8")

    assert download.value.suggested_filename == "programma.ics"
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    unfolded = text.replace("\r\n ", "")
    assert re.findall(r"DTSTART;VALUE=DATE:(\d+)", unfolded) == ["20261126", "20261203", "20261210", "20261217"]
    assert unfolded.count("BEGIN:VEVENT") == unfolded.count("END:VEVENT") == 4
    assert "SUMMARY:Учёба: неделя 2" in unfolded
    assert re.search(r"DESCRIPTION:Бюджет \(Урок\\, 25 мин\)\\nhttp://.*/sub/courses/basics/budget/", unfolded)


def test_programme_of_another_questionnaire_is_told_before_it_is_replaced(form: Page) -> None:
    answer(form, LOW)
    compose(form)
    form.evaluate(
        """() => { const all = JSON.parse(localStorage.getItem('hub:learning'));
        all.programme.assessment = 'gone'; localStorage.setItem('hub:learning', JSON.stringify(all)); }"""
    )
    form.reload()
    form.wait_for_selector("[data-result]", state="visible")

    assert not form.locator("[data-plan]").is_visible()
    compose(form)
    assert kept(form, "programme")["assessment"] == "small"


def test_list_that_does_not_load_is_told_and_asked_for_again(form: Page) -> None:
    answer(form, LOW)
    form.route("**/api/learning.json", lambda route: route.abort())
    form.click("[data-hours] button")
    form.wait_for_function("document.querySelector('[data-programme-status]').textContent !== ''")
    assert text_of(form, "[data-programme-status]").startswith("Список материалов не загрузился.")

    form.unroute("**/api/learning.json")
    compose(form)
    assert weeks_of(form) == PROGRAMME


# -- where it is kept


def test_forbidden_storage_is_told_and_the_result_lasts_until_the_page_is_closed(
    server: str, chromium: Browser
) -> None:
    context = chromium.new_context(bypass_csp=True)
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
    )
    page = context.new_page()
    page.goto(server + ADDRESS)
    ready(page)
    page.check("input[name='plan-written'][value='0']")
    assert text_of(page, "[data-assess-status]").startswith("Браузер не разрешает сохранять.")

    answer(page, LOW)
    compose(page)
    assert weeks_of(page) == PROGRAMME
    assert text_of(page, "[data-programme-status]").startswith("Браузер не разрешает сохранять.")
    context.close()


def test_another_window_shows_what_was_finished_here(form: Page, server: str) -> None:
    answer(form, LOW)
    other = form.context.new_page()
    other.goto(server + ADDRESS)
    other.wait_for_selector("[data-result]", state="visible")
    form.click("[data-retake]")
    answer(form, (3, 3, 3, 3, 3))
    other.wait_for_selector("[data-changes]", state="visible")

    assert text_of(other, "[data-gaps]") == "Разрывов нет: всё, на что вы ответили, не ниже уровня 3."


def test_no_word_of_it_leaves_the_device(form: Page) -> None:
    requests: list[str] = []
    form.on("request", lambda request: requests.append(request.method + " " + request.url))
    answer(form, LOW)
    compose(form)

    assert [request for request in requests if not request.startswith("GET ")] == []
    assert all("?" not in request for request in requests)


# -- every reader


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_state_is_accessible(server: str, open_page: OpenPage, dark: bool, width: int) -> None:
    page = ready(open_page(server + ADDRESS, width=width, dark=dark))

    def look() -> None:
        assert axe_violations(page) == []
        if width == 320 and not dark:
            assert axe_in_strong_colours(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    look()
    page.click("[data-go='self']")
    page.click("[data-finish]")  # the error
    look()
    page.click("[data-go='people']")
    answer(page, LOW)
    look()
    compose(page)
    page.check("[data-ref='standards:sto-1'] input")
    look()
    page.click("[data-retake]")
    answer(page, (2, 3, 2, 3, 0))
    look()


def test_without_scripts_it_is_a_sheet_to_print(server: str, open_page: OpenPage) -> None:
    page = open_page(server + ADDRESS, scripts=False)

    assert page.locator("[data-statement]:visible").count() == 5
    assert page.locator(".level:visible").count() == 25
    assert not page.locator("[data-result]").is_visible()
    assert page.locator("noscript p").is_visible()


def test_print_shows_the_whole_form_and_the_programme_without_buttons(form: Page) -> None:
    form.emulate_media(media="print")
    assert form.locator("[data-domain]:visible").count() == 3
    form.emulate_media(media="screen")
    answer(form, LOW)
    compose(form)
    form.emulate_media(media="print")

    assert form.locator("[data-statement]:visible").count() == 0
    assert form.locator(".plan-item:visible").count() == 5
    assert form.locator(".plan-move:visible, [data-hours]:visible, .actions:visible").count() == 0


@pytest.mark.parametrize("name", ["rukovoditel", "ustoichivost", "kachestvo"])
@pytest.mark.parametrize("dark", [False, True])
def test_questionnaires_of_the_hub_lead_to_a_programme(
    name: str, hub_server: str, open_page: OpenPage, dark: bool
) -> None:
    page = ready(open_page(f"{hub_server}assessments/{name}/", width=320, dark=dark))
    domains = page.locator("[data-domain]").count()
    for number in range(domains):
        for statement in page.locator("[data-domain]:visible [data-statement]").all():
            statement.locator(f"[value='{number % 2}']").check()
        page.click("[data-next]" if number < domains - 1 else "[data-finish]")
    page.wait_for_selector("[data-result]", state="visible")
    compose(page, "2")

    told = page.locator("[data-missing] li, [data-finished] li").count()
    reasons = page.locator("[data-week-list] .why").all_text_contents()  # later weeks are folded
    assert 15 <= page.locator("[data-statement]").count() <= 42
    assert reasons and all(reason.startswith("Зачем:") for reason in reasons)
    assert told + len(reasons) >= domains
    assert page.locator("[data-figure] svg").is_visible()
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


# -- competencies and paths


STORE = {
    "version": 1,
    "assessments": {"small": [{"at": "2026-11-26T10:00:00.000Z", "levels": {"plan-old": 2, "talks-prepared": 1}}]},
    "quizzes": {
        "basics/check": {"attempts": [{"at": "2026-11-26", "share": 60, "passed": True, "right": ["when-old"]}]}
    },
    "lessons": {"further/negotiate": {"opened": "2026-11-20", "done": "2026-11-21"}},
}


@pytest.fixture
def learner(form: Page) -> Page:
    form.evaluate("(all) => localStorage.setItem('hub:learning', JSON.stringify(all))", STORE)
    return form


def test_matrix_shows_what_the_learner_can_beside_what_the_hub_has(learner: Page, server: str) -> None:
    learner.goto(server + "competencies/")
    learner.wait_for_selector(".mine")

    cell = "[data-cell='lead--people']"
    assert learner.locator(f"{cell} .mine-level [aria-hidden]").inner_text() == "2"
    assert learner.locator(f"{cell} .mine-right [aria-hidden]").inner_text() == "✓ 1/2"
    assert "ваш уровень 2 из 4" in learner.locator(f"{cell} .mine").inner_text()
    assert learner.locator("[data-cell='talk--self'] .mine").count() == 0
    assert learner.locator("[data-legend]").is_visible()
    assert axe_violations(learner) == []


def test_matrix_of_nobody_asks_for_nothing_more(server: str, open_page: OpenPage) -> None:
    page = open_page("about:blank")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(server + "competencies/", wait_until="networkidle")

    assert [url for url in requests if url.endswith("learning.json")] == []
    assert page.locator(".mine, [data-legend]:visible").count() == 0


def test_page_of_a_competency_says_what_there_is_and_what_is_mine(learner: Page, server: str) -> None:
    learner.goto(server + "competencies/lead--people/")
    learner.wait_for_selector("[data-mine] li")

    assert learner.locator("[data-mine] li").all_inner_texts() == [
        "Маленькая анкета, 26 ноября 2026 г.: уровень 2 из 4",
        "Верных ответов на вопросы: 1 из 2",
    ]
    learner.click("[data-mine] a")
    assert learner.url.endswith("/sub/assessments/small/")
    learner.go_back()
    main = text_of(learner, "main")
    assert "План на год" in main
    assert "Проверка себя 2 вопроса" in main


def test_path_ticks_what_is_done_and_leads_on(learner: Page, server: str) -> None:
    learner.goto(server + "paths/first/")
    learner.wait_for_function("document.querySelector('#course input').checked")

    assert text_of(learner, "[data-path-state]") == "Сделано 2 из 4 обязательных пунктов."
    assert learner.is_disabled("#course input"), "a course is done by its lessons, not by a tick"
    assert text_of(learner, "[data-path-next] a").startswith("Продолжить")
    assert (learner.get_attribute("[data-path-next] a", "href") or "").endswith("/courses/basics/plan/")

    learner.focus("#paper input")
    learner.keyboard.press("Space")
    learner.check("#read input")
    assert text_of(learner, "[data-path-state]") == "Вы прошли весь путь."
    assert set(kept(learner, "paths")["first"]["done"]) == {"paper", "read"}
    assert axe_violations(learner) == []


def test_path_tells_its_time_and_what_may_be_left_out(server: str, open_page: OpenPage) -> None:
    page = open_page(server + "paths/first/", width=320, scripts=False)

    assert text_of(page, ".glance") == "4 пункта, 1 ч 35 мин; с необязательными: 1 ч 45 мин"
    assert "можно пропустить" in text_of(page, "#example")
    assert "Вместо этого подойдёт: СТО 00000000-002-2026" in text_of(page, "#example")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("input:visible").count() == 1, "without scripts there is nothing to tick: only the search"


def test_my_learning_leads_to_what_was_answered_and_to_the_programme(hub_server: str, open_page: OpenPage) -> None:
    page = open_page(hub_server + "learning/")
    state = {
        "version": 1,
        "assessments": {"ustoichivost": [{"at": "2026-11-26T10:00:00.000Z", "levels": {"zapas": 1}}]},
        "programme": {
            "assessment": "ustoichivost",
            "hours": 1,
            "order": ["lessons:standart-organizacii/zachem-standart", "pages:support"],
            "made": "2026-11-26T11:00:00.000Z",
            "done": {"pages:support": "2026-11-26"},
        },
    }
    page.evaluate(
        """(all) => { localStorage.setItem('hub:learning', JSON.stringify(all));
        const draft = {version: 1, values: {oprosy: '1'}};
        localStorage.setItem('hub:draft:assessment-kachestvo', JSON.stringify(draft)); }""",
        state,
    )
    page.reload()
    page.wait_for_selector("[data-part=assessments] li")

    rows = [row.replace("\u00a0", " ") for row in page.locator("[data-part=assessments] li").all_inner_texts()]
    assert rows[0].split("\n") == ["Устойчивость НКО 26 ноября 2026 г.", "", "Моя программа Сделано: 1 из 2."]
    assert rows[1].strip() == "Управление качеством НКО Начата и не закончена."
    assert not page.locator("[data-part=worksheets]").is_visible(), "the answers under way are no form"
    page.click("[data-part=assessments] [data-slot=go]")
    page.wait_for_selector("[data-plan]", state="visible")
    assert page.url.endswith("/assessments/ustoichivost/#programme")
