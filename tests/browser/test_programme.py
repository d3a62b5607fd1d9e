"""The rule of the programme: the module, run by Chromium, gives the answers that were worked out by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.servers import Server
from tests.sites import REPOSITORY, TESTS

CASES = sorted((TESTS / "fixtures" / "programme").glob("*.json"))
RUN = """async ([module, given]) => {
  const { makeProgramme, openHub, planWeeks } = await import(module);
  const { order, ...made } = makeProgramme(given);
  const hub = openHub(given.learning, given.assessment.helps);
  const weeks = planWeeks(order.map((ref) => hub.items.get(ref)), given.hours);
  return { ...made, order, weeks: weeks.map(({ first, last, refs, minutes }) => [first, last, refs, minutes]) };
}"""


@pytest.fixture(scope="module")
def module_page(chromium: Browser) -> Any:
    """A page that can import the modules of the theme, as they are."""
    with Server(REPOSITORY / "hooks" / "theme" / "assets") as address:
        page = chromium.new_page()
        page.goto(address + "favicon.svg")
        yield page
        page.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_programme_is_the_one_worked_out_by_hand(case: Any, module_page: Page) -> None:
    given = json.loads(case.read_text("utf-8"))
    expected = given.pop("expected")
    before = json.dumps(given)

    made = module_page.evaluate(RUN, ["./js/programme.js", given])

    assert made == expected
    assert json.dumps(given) == before


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 12
