"""Whatever an author does to a file, the run ends with messages and never with a traceback."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import get_files

from hub.build import read_library
from hub.content import Site
from hub.diagnostics import Diagnostic
from hub.mkdocs_adapter.check import read_config
from hub.mkdocs_adapter.site import make_site
from tests.sites import copy_tiny

SEED = 20261125
# What breaks YAML and Markdown most often, and what people paste without seeing it.
SIGNS = (
    *"\"'`:-[]{}()<>*&!|>#\\~^%@?,=_$ \t\n\u00a0\u200b\u202e№«»е0",
    "- ", ": ", "---\n", "[^1]", "](", "![", "<b>", "~\n", "null", "{a: [", "> [!NOTE] ", "<<: *a", "&a ", "!!int ",
    "\u0301", "\U0001f642", "²",
)  # fmt: skip
Edit = Callable[[random.Random, list[str]], None]


def delete_line(chance: random.Random, lines: list[str]) -> None:
    del lines[chance.randrange(len(lines))]


def repeat_line(chance: random.Random, lines: list[str]) -> None:
    lines.insert(chance.randrange(len(lines)), chance.choice(lines))


def swap_lines(chance: random.Random, lines: list[str]) -> None:
    first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]


def shift_line(chance: random.Random, lines: list[str]) -> None:
    at = chance.randrange(len(lines))
    lines[at] = chance.choice([" ", "  ", "\t", "- "]) + lines[at] if chance.random() < 0.6 else lines[at].lstrip()


def cut_value(chance: random.Random, lines: list[str]) -> None:
    at = chance.randrange(len(lines))
    lines[at] = lines[at].partition(":")[0] + ":\n"


def add_sign(chance: random.Random, lines: list[str]) -> None:
    at = chance.randrange(len(lines))
    place = chance.randrange(len(lines[at]) + 1)
    lines[at] = lines[at][:place] + chance.choice(SIGNS) + lines[at][place:]


def swap_signs(chance: random.Random, lines: list[str]) -> None:
    at = chance.randrange(len(lines))
    if len(lines[at]) > 2:
        place = chance.randrange(len(lines[at]) - 1)
        lines[at] = lines[at][:place] + lines[at][place + 1] + lines[at][place] + lines[at][place + 2 :]


def cut_file(chance: random.Random, lines: list[str]) -> None:
    del lines[chance.randrange(len(lines)) :]


EDITS: tuple[Edit, ...] = (
    delete_line, repeat_line, swap_lines, shift_line, cut_value, add_sign, add_sign, swap_signs, cut_file,
)  # fmt: skip


def mutate(chance: random.Random, content: bytes) -> bytes:
    """Return a file after one to four careless edits; one time in fifty, with a byte out of place."""
    lines = content.decode("utf-8").splitlines(keepends=True)
    for _ in range(chance.randint(1, 4)):
        if lines:
            chance.choice(EDITS)(chance, lines)
    changed = bytearray("".join(lines).encode("utf-8"))
    if changed and chance.random() < 0.02:
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    config = read_config(copy_tiny(tmp_path / "site"))
    assert isinstance(config, MkDocsConfig)
    return make_site(config, get_files(config), os.environ, date(2026, 11, 25))


def mutations(site: Site, count: int) -> Iterator[tuple[str, list[Diagnostic]]]:
    """Yield what was made of a file and what is told of it, one file of the site at a time."""
    chance = random.Random(SEED)
    files = sorted(path for path in Path(site.root).rglob("*") if path.suffix in (".yml", ".md"))
    files = [path for path in files if path.name != "mkdocs.yml"]
    for _ in range(count):
        path = chance.choice(files)
        content = path.read_bytes()
        changed = mutate(chance, content)
        path.write_bytes(changed)
        try:
            yield f"{path}\n{changed!r}", list(read_library(site).diagnostics)
        finally:
            path.write_bytes(content)


def look_at(site: Site, made: str, found: list[Diagnostic]) -> None:
    """Assert that every message has a place in a file, is whole, and speaks no program's language."""
    for item in found:
        told = str(item)
        words = re.sub(r"«[^»]*»|\S*[:/]\S*", "", f"{item.what()} {item.mend()}")
        assert (Path(site.root) / item.at.path).exists() or item.code == "E305", f"{told}\n{made}"
        assert item.at.line >= 1 and item.at.column >= 1, f"{told}\n{made}"
        assert not re.search(r"(?<!\{)\{\w*\}|\bNone\b|\['|\{'|<class|\bTrue\b", told), f"{told}\n{made}"
        assert not re.search(r"\b(the|was|expected|found|did|is|not)\b", words), f"{told}\n{made}"
        assert item.mend().strip(), f"{told}\n{made}"


def test_careless_edits_are_told_and_never_crash(site: Site) -> None:
    told = 0
    for made, found in mutations(site, 150):
        look_at(site, made, found)
        told += bool(found)

    assert told > 75, "the edits are too careful to prove anything"


@pytest.mark.long
def test_many_careless_edits_are_told_and_never_crash(site: Site, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("markexpr") != "long":
        pytest.skip("half a minute: run by `make test-long`")
    for made, found in mutations(site, 2000):
        look_at(site, made, found)
