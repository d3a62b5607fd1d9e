"""Strings that readers see: all in the catalogues, none hard-coded, plurals complete."""

from __future__ import annotations

import importlib.util
import re
from types import ModuleType

import pytest

from tests.sites import REPOSITORY

THEME = REPOSITORY / "hooks/theme"
TEMPLATES = sorted([THEME / "main.html", *THEME.glob("pages/*.html"), *THEME.glob("partials/*.html")])


def script() -> ModuleType:
    """Return `scripts/strings.py` as a module."""
    spec = importlib.util.spec_from_file_location("strings_script", REPOSITORY / "scripts/strings.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_plural_has_its_three_russian_forms() -> None:
    module = script()
    written = {message.id: message.string for message in module.read_catalogue("ru")}
    plurals = [message.id for message in module.gather() if message.pluralizable]

    assert plurals
    for plural in plurals:
        assert len(written[plural]) == 3 and module.is_translated(written[plural]), f"{plural}: run `make strings`"


@pytest.mark.parametrize("language", ["en", "cs"])
def test_translations_keep_the_names_that_are_filled_in(language: str) -> None:
    names = re.compile(r"%\(\w+\)s|\{\w*\}")
    for message in script().read_catalogue(language):
        strings = message.string if isinstance(message.string, tuple | list) else [message.string]
        sources = message.id if isinstance(message.id, tuple | list) else [message.id]
        for string in strings if message.id else ():
            assert not string or set(names.findall(string)) == set(names.findall(sources[0])), message.id


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(THEME).as_posix())
def test_templates_hard_code_no_word(path: object) -> None:
    text = path.read_text("utf-8")  # type: ignore[attr-defined] # a Path; pytest's parameters carry no type
    without = re.sub(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", "", text, flags=re.S)

    assert re.findall("[А-Яа-яЁё]+", without) == []
    assert "| safe" not in text
