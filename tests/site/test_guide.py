"""The guide for authors says what is true: its examples pass the check, its commands, codes and folders exist."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import NamedTuple, get_args

import pytest

from hub.codes import CODES
from hub.collections import COLLECTIONS
from hub.collections.forms import FormField
from hub.collections.lessons import STANDS_ON, LessonKind
from hub.collections.quizzes import Question
from hub.diagnostics import Diagnostic
from hub.load.yaml import parse_yaml
from hub.markdown import parse_markdown
from tests.sites import REPOSITORY, check_site, copy_tiny

GUIDE = {path.name: path.read_text("utf-8") for path in sorted((REPOSITORY / "docs").glob("guide*.md"))}
TEXT = "\n".join(GUIDE.values())
DAY = date(2026, 11, 25)
LISTS = [name for name, collection in COLLECTIONS.items() if collection.layout == "list"]

_BLOCK = re.compile(r"^(?P<fence>`{3,})(?P<language>\w+)(?: (?P<path>\S+))?\n(?P<text>.*?)^(?P=fence)$", re.M | re.S)
_REFERENCE = re.compile(r"`([a-z]+:[a-z0-9-]+(?:#[a-z0-9/-]+)?)`")
_MEDIA = re.compile(r"(?:\.\./)?media/[\w.-]+\w")


class Block(NamedTuple):
    """A fenced block of the guide; `path` is empty for one that is no whole file."""

    page: str
    language: str
    path: str
    text: str
    before: str


def read_blocks() -> list[Block]:
    """Return every fenced block of every page of the guide, with the text above it."""
    return [
        Block(page, match["language"], match["path"] or "", match["text"], text[: match.start()])
        for page, text in GUIDE.items()
        for match in _BLOCK.finditer(text)
    ]


BLOCKS = read_blocks()
EXAMPLES = [block for block in BLOCKS if block.path]
# Single questions, and what stands above them in a file: together they make one more quiz.
PIECES = [block.text for block in BLOCKS if block.page == "guide-quiz.md" and not block.path]
PIECED = "courses/pervaya-vstrecha/quizzes/iz-kuskov.yml"


def piece_together() -> str:
    """Return a quiz of all the pieces."""
    settings = [text for text in PIECES if not text.startswith("- id:")]
    questions = [re.sub("(?m)^(?=.)", "  ", text) for text in PIECES if text.startswith("- id:")]
    return "".join(["title: Из кусков\n", *settings, "questions:\n", *questions])


def lay_examples(root: Path) -> None:
    """Write every example below a site's folder, and a tiny file for everything that it names in `media/`."""
    for block in EXAMPLES:
        target = root / block.path
        assert not target.exists(), f"{block.path} is taken"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(block.text, "utf-8")
    (root / PIECED).write_text(piece_together(), "utf-8")
    for block in EXAMPLES:
        for name in _MEDIA.findall(block.text):
            media = ((root / block.path).parent / name).resolve()
            media.parent.mkdir(exist_ok=True)
            if not media.exists():
                media.write_bytes(b"an invented file")


def tiny_with_examples(target: Path) -> Path:
    """Return the `mkdocs.yml` of the tiny site with the examples; topics and competencies are the hub's own."""
    config = copy_tiny(target)
    for name in LISTS:
        (target / "docs" / name).mkdir(exist_ok=True)
        shutil.copy(REPOSITORY / "docs" / name / f"{name}.yml", target / "docs" / name)
    lay_examples(target)
    return config


def test_examples_pass_the_check_on_the_tiny_site(tmp_path: Path) -> None:
    assert check_site(tiny_with_examples(tmp_path / "site"), day=DAY) == []


def test_examples_pass_the_check_when_copied_into_the_hub(tmp_path: Path) -> None:
    """A trainer starts from an example: what it refers to is on the hub, and its names are free there."""
    for name in ("docs", "courses"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    config = (REPOSITORY / "mkdocs.yml").read_text("utf-8").replace("hooks/", f"{REPOSITORY}/hooks/")
    (tmp_path / "mkdocs.yml").write_text(config, "utf-8")
    lay_examples(tmp_path)
    quoted = [
        f"[сюда]({each})" for each in _REFERENCE.findall(TEXT) if each.partition(":")[0] in {*COLLECTIONS, "pages"}
    ]
    (tmp_path / "docs/quoted.md").write_text("---\ntitle: Ссылки\n---\n" + "\n".join(quoted), "utf-8")

    assert len(quoted) > 10
    paths = {"docs/quoted.md", PIECED, *(block.path for block in EXAMPLES)}
    assert [item for item in check_site(tmp_path / "mkdocs.yml", day=DAY) if item.at.path in paths] == []


@pytest.mark.parametrize(
    "page", ["guide", "guide-webinar", "guide-lesson", "guide-quiz", "guide-form", "guide-standard"]
)
def test_the_guide_has_its_pages(page: str) -> None:
    assert f"{page}.md" in GUIDE


def test_every_kind_of_entry_that_the_guide_teaches_has_an_example() -> None:
    shapes = {
        "webinars": r"docs/webinars/[\w-]+\.yml",
        "courses": r"courses/[\w-]+/course\.yml",
        "lessons": r"courses/[\w-]+/lessons/[\w-]+\.md",
        "quizzes": r"courses/[\w-]+/quizzes/[\w-]+\.yml",
        "forms": r"docs/forms/[\w-]+\.yml",
        "standards": r"docs/standards/[\w-]+\.yml",
    }
    for collection, shape in shapes.items():
        assert any(re.fullmatch(shape, block.path) for block in EXAMPLES), collection


def test_every_kind_of_question_is_shown() -> None:
    quiz = next(block.text for block in EXAMPLES if "/quizzes/" in block.path)
    shown = re.findall(r"kind: ([\w-]+)", quiz + piece_together())
    kinds = [get_args(each.model_fields["kind"].annotation)[0] for each in get_args(get_args(Question)[0])]

    assert sorted(shown) == sorted(kinds)
    assert set(kinds) <= set(re.findall(r"^\| `([\w-]+)` \|", GUIDE["guide-quiz.md"], re.M))


def test_every_kind_of_lesson_is_shown() -> None:
    lessons = [block.text for block in EXAMPLES if "/lessons/" in block.path]
    table = GUIDE["guide-lesson.md"].partition("| `kind` | Что это | Что добавить |")[2].partition("\n\n")[0]

    assert {kind for text in lessons for kind in re.findall(r"^kind: (\w+)", text, re.M)} == set(LessonKind)
    assert {match[0]: match[1] for match in re.findall(r"^\| `(\w+)` \|.*\| `(\w+):`", table, re.M)} == STANDS_ON


def test_every_kind_of_field_is_shown() -> None:
    form = next(block.text for block in EXAMPLES if "/forms/" in block.path)
    kinds = set(re.findall(r"^ +kind: ([\w-]+)", form, re.M))

    assert kinds == {get_args(field.model_fields["kind"].annotation)[0] for field in get_args(get_args(FormField)[0])}
    assert kinds <= set(re.findall(r"^\| `([\w-]+)` \|", GUIDE["guide-form.md"], re.M))


@pytest.mark.parametrize("block", EXAMPLES, ids=lambda block: block.path)
def test_the_reader_is_told_where_the_file_goes(block: Block) -> None:
    """A browser does not show the path after the fence."""
    assert f"`{block.path}`" in block.before


def test_the_example_lesson_keeps_its_own_rules() -> None:
    lesson = next(block.text for block in EXAMPLES if block.path.endswith("/pervye-sorok-minut.md"))
    body = parse_markdown(lesson.split("---\n", 2)[2])
    headings = [heading.text for heading in body.headings]

    assert 600 <= body.words <= 1200
    assert headings[-2:] == ["Задание на\u00a0эту неделю", "Три мысли, которые стоит запомнить"]
    assert all(image.alt for image in body.images())
    assert len(list(body.images())) == 1


@pytest.mark.parametrize(
    "block", [block for block in BLOCKS if not block.path], ids=lambda block: f"{block.page}-{block.language}"
)
def test_pieces_are_what_the_dialect_accepts(block: Block) -> None:
    if block.language == "yaml":
        assert not isinstance(parse_yaml(block.page, block.text), Diagnostic)
    elif block.language == "markdown":
        assert parse_markdown(block.text).problems == ()


def test_refused_markup_gets_the_code_that_the_guide_names() -> None:
    table = GUIDE["guide-markup.md"].partition("## Чего нельзя и почему")[2]
    rows = re.findall(r"^\| `([^`]+)`[^|]*\| `(E\d{3})` \|", table, re.M)

    assert len(rows) >= 8
    for written, code in rows:
        assert code in {problem.code for problem in parse_markdown(written).problems}, written


def test_traps_are_traps_and_the_ways_out_are_ways_out() -> None:
    section = GUIDE["guide-markup.md"].partition("### Ловушки")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(title:[^`]+)` \|.*\| `(title: [^`]+)` \|$", section, re.M)

    assert len(rows) >= 6
    for trap, way_out in rows:
        read = parse_yaml("trap.yml", trap)
        plain = way_out.removeprefix("title: ").strip("'")
        assert isinstance(read, Diagnostic) or read[0] != {"title": plain}, trap
        right = parse_yaml("right.yml", way_out)
        assert not isinstance(right, Diagnostic), way_out
        assert right[0] == {"title": plain}


def test_the_quoted_message_is_what_the_check_says(tmp_path: Path) -> None:
    config = tiny_with_examples(tmp_path / "site")
    announced = tmp_path / "site/docs/webinars/standart-uslugi-anons.yml"
    text = announced.read_text("utf-8")
    announced.write_text(text.replace("starts: 2026-12-10T17:00+03:00", "starts: 10.12.2026"), "utf-8")

    (told,) = check_site(config, day=DAY)
    assert f"```text\n{told}\n```" in GUIDE["guide.md"]


def test_the_messages_about_a_misspelt_place_are_what_the_check_says(tmp_path: Path) -> None:
    config = tiny_with_examples(tmp_path / "site")
    form = tmp_path / "site/docs/forms/list-pervoi-vstrechi.yml"
    form.write_text(form.read_text("utf-8").replace("{{vedet}}", "{{vedyot}}"), "utf-8")

    told = "\n".join(map(str, check_site(config, day=DAY)))
    assert f"```text\n{told}\n```" in GUIDE["guide-form.md"]


def test_every_code_in_the_guide_exists() -> None:
    assert set(re.findall(r"\b[EW]\d{3}\b", TEXT)) <= set(CODES)


def test_every_command_in_the_guide_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (REPOSITORY / "Makefile").read_text("utf-8"), re.M))
    commands = set(re.findall(r"\bmake ([a-z-]+)", TEXT))

    assert {"serve", "check"} <= commands <= targets


@pytest.mark.parametrize("name", COLLECTIONS)
def test_every_collection_has_its_folder_in_the_table(name: str) -> None:
    folders = {"course": "courses/имя-курса/", "lessons": "/lessons/", "quizzes": "/quizzes/"}

    assert folders.get(COLLECTIONS[name].layout, f"`docs/{name}/`") in GUIDE["guide.md"]
