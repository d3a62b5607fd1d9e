"""The preview's library after an edit is the library that would be read anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import get_files, set_exclusions

from hub.build import Means
from hub.live import Frames, LiveSite
from hub.memory import Memory
from hub.mkdocs_adapter.shells import render_not_found, render_shells
from hub.mkdocs_adapter.site import make_site, make_theme
from hub.render.context import Renderer
from tests.sites import copy_tiny

Edit = Callable[[str], str]
STANDARD = "docs/standards/sto-1.yml"
LESSON = "courses/demo/lessons/first.md"


def make_live(config_file: Path, folder: Path) -> LiveSite:
    config = load_config(str(config_file))
    files = get_files(config)
    set_exclusions(files, config)
    env = config.theme.get_env()

    def make_frames(renderer: Renderer, assets: str) -> Frames:
        return Frames(render_shells(env, renderer, assets, ""), render_not_found(env, renderer, assets, ""))

    site = make_site(config, files, {}, date(2026, 11, 25), with_drafts=True)
    return LiveSite(site, make_theme(config), Means(Memory.recall(folder, folder / "site", b"", b"")), make_frames)


def pages_of(live: LiveSite) -> dict[str, bytes | None]:
    """Return every page, list and data file of a preview."""
    urls = [*live._addresses.entries, *live.library.prose, "standards/by/status/unchecked/", "topics/"]
    names = [f"{url}index.html" for url in urls] + ["api/standards.json", "sitemap.xml", "search/ru/index.json"]
    return {name: live.get(name) for name in sorted(set(names))}


@pytest.mark.parametrize(
    ("path", "edit", "is_quiet"),
    [
        (LESSON, lambda text: text + "\nЕщё один абзац.\n", True),
        (LESSON, lambda text: re.sub("(?m)^title: .*", "title: Совсем другой урок", text), True),
        (LESSON, lambda text: text + "\nСсылка на [термин](terms:sto) и [акт](acts:law-1).\n", True),
        (LESSON, lambda text: re.sub(r"\[([^\]]+)\]\(acts:law-1[^)]*\)", r"\1", text), True),
        (LESSON, lambda text: text + "\n## Новый раздел\n\nТекст.\n", True),
        (STANDARD, lambda text: re.sub("(?m)^title: .*", "title: Яркое название", text), False),  # it has a translation
        (LESSON, lambda text: text + "\nСсылка [в никуда](terms:nowhere).\n", False),
        (LESSON, lambda text: text.replace("title:", "aliases: [former]\ntitle:", 1), False),
        (LESSON, lambda text: text.replace("title:", "publication: {state: draft}\ntitle:", 1), False),
        (LESSON, lambda _: "---\ntitle: [\n---\n", False),
    ],
    ids=[
        "text", "title", "new references", "lost reference", "heading", "with a translation", "broken reference",
        "former name", "draft", "broken file",
    ],
)  # fmt: skip
def test_preview_after_an_edit_is_as_if_read_anew(tmp_path: Path, path: str, edit: Edit, is_quiet: bool) -> None:
    config = copy_tiny(tmp_path / "source")
    live = make_live(config, tmp_path / "memory")
    pages_of(live)
    file = tmp_path / "source" / path
    file.write_text(edit(file.read_text("utf-8")), "utf-8")
    live.change([path])
    anew = make_live(config, tmp_path / "elsewhere")

    assert list(map(str, live.library.diagnostics)) == list(map(str, anew.library.diagnostics))
    assert pages_of(live) == pages_of(anew)
    assert (live.links == 1) is is_quiet


def test_file_that_was_saved_unchanged_costs_nothing(tmp_path: Path) -> None:
    live = make_live(copy_tiny(tmp_path / "source"), tmp_path / "memory")
    live.change([LESSON])

    assert live.links == 1
