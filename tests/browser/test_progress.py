"""What a learner did is never lost: edits of a course, older versions, two devices, damage — by the fixtures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.sites import TESTS

FIXTURES = TESTS / "fixtures" / "progress"

ADOPT = """async ([base, { state, after }]) => {
  const { adopt } = await import(base + "adopt.js");
  return adopt(state, after);
}"""
REMAINS = """async ([base, { state, after }]) => {
  const [{ adopt }, { tallyCourse }, { tallyCompetencies }] = await Promise.all(
    ["adopt.js", "tally.js", "learning/competencies.js"].map((name) => import(base + name)),
  );
  const [id, course] = Object.entries(after.courses)[0];
  const ids = course.modules.flatMap((module) => module.lessons);
  const lessons = ids.map((id) => ({ id, quiz: after.lessons[id].quiz }));
  const now = adopt(state, after);
  const tally = tallyCourse(id, lessons, now);
  return {
    done: tally.done.map((lesson) => lesson.id).sort(),
    of: lessons.length,
    next: tally.next?.id ?? null,
    complete: tally.isComplete,
    competencies: tallyCompetencies(after, now.quizzes),
  };
}"""
UPGRADE = """async ([base, read]) => {
  const { upgrade } = await import(base + "store.js");
  return upgrade(read);
}"""
MERGE = """async ([base, { mine, theirs }]) => {
  const { mergeStates } = await import(base + "merge.js");
  return mergeStates(mine, theirs);
}"""
# A store on a storage of its own, as `text` was found in it.
OPEN = """async ([base, text]) => {
  const { openStore } = await import(base + "store.js");
  localStorage.clear();
  if (text !== null) localStorage.setItem("hub:learning", text);
  const store = openStore(localStorage);
  const state = store.snapshot();
  const aside = store.asides().map((each) => each.text);
  return { state, trouble: store.trouble(), aside, kept: localStorage["hub:learning"] };
}"""


def cases(folder: str) -> list[Path]:
    return sorted(path for path in (FIXTURES / folder).glob("*.json") if not path.name.endswith(".expected.json"))


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def every(folder: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", cases(folder), ids=lambda path: path.stem)


@pytest.fixture(scope="module")
def blank(chromium: Browser, tiny_server: str) -> Iterator[Page]:
    """A page of the tiny site, for the functions that need nothing else of it."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(tiny_server + "about/")
    yield page
    context.close()


def run(page: Page, script: str, value: Any) -> Any:
    base = page.evaluate("document.querySelector('script[type=module]').src").removesuffix("main.js")
    return page.evaluate(script, [base, value])


@every("edits")
def test_edit_of_a_course_takes_nothing_away(path: Path, blank: Page) -> None:
    case = read(path)
    adopted = run(blank, ADOPT, case)

    assert adopted == case["expected"], case["edit"]
    assert run(blank, ADOPT, {**case, "state": adopted}) == adopted, "a second look changes nothing"


@every("edits")
def test_what_counts_after_an_edit(path: Path, blank: Page) -> None:
    case = read(path)

    expected = {**case["remains"], "done": sorted(case["remains"]["done"])}
    assert run(blank, REMAINS, case) == expected, case["edit"]


@every("states")
def test_state_of_each_version_becomes_the_present_one(path: Path, blank: Page) -> None:
    expected = read(path.with_suffix(".expected.json"))

    assert run(blank, UPGRADE, read(path)) == {"state": expected, "is": "sound"}


def test_every_version_has_a_state() -> None:
    script = (TESTS.parent / "hooks/theme/assets/js/store.js").read_text("utf-8")
    version = int(script.split("export const VERSION = ")[1].split(";")[0])

    assert [path.stem for path in cases("states")] == [str(number) for number in range(version + 1)]


@every("merges")
def test_two_devices_are_put_together(path: Path, blank: Page) -> None:
    case = read(path)
    merged = run(blank, MERGE, case)

    assert merged == case["expected"], case["why"]
    assert run(blank, MERGE, {**case, "mine": merged}) == merged, "a second time changes nothing"


@every("damaged")
def test_damaged_records_are_put_aside_whole_and_what_is_sound_goes_on(path: Path, blank: Page) -> None:
    case = read(path)
    found = run(blank, OPEN, case["text"])

    assert found["aside"] == [case["text"]]
    assert found["trouble"] == "damaged"
    assert {name: value for name, value in found["state"].items() if value and name != "version"} == case["kept"]
    assert run(blank, OPEN, found["kept"])["aside"] == [], "what is kept is sound"


def test_records_of_a_later_version_are_left_alone(blank: Page) -> None:
    text = '{"version": 99, "lessons": {"demo/a": {"opened": "2026-10-01", "mood": "good"}}}'
    found = run(
        blank,
        """async ([base, text]) => {
          const { openStore } = await import(base + "store.js");
          localStorage.clear();
          localStorage.setItem("hub:learning", text);
          const store = openStore(localStorage);
          const isKept = store.change("lessons", (lessons) => (lessons["demo/b"] = { opened: "2026-10-02" }));
          return { isKept, here: store.read("lessons"), trouble: store.trouble(), kept: localStorage["hub:learning"] };
        }""",
        text,
    )

    assert found == {"isKept": False, "here": {"demo/b": {"opened": "2026-10-02"}}, "trouble": "newer", "kept": text}
