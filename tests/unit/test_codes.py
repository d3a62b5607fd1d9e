"""Codes and the page that explains them."""

from __future__ import annotations

import importlib.util
import string

import pytest

from hub.codes import CODES
from hub.diagnostics import Diagnostic, Location, format_annotations, format_json
from tests.sites import REPOSITORY


def test_page_of_codes_is_that_of_today() -> None:
    spec = importlib.util.spec_from_file_location("codes_script", REPOSITORY / "scripts/codes.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    assert (REPOSITORY / "docs/guide-codes.md").read_text("utf-8") == module.make_page(), "run `make codes`"


@pytest.mark.parametrize("code", CODES)
def test_wording_is_russian_and_says_what_to_do(code: str) -> None:
    wording = CODES[code]

    for text in (wording.what, wording.mend):
        words = [word for word in string.Formatter().parse(text) if word[1]]
        assert any("а" <= letter <= "я" for letter in text) or words, text
        assert "пожалуйста" not in text.lower()
        assert not text.endswith(".")


def test_three_ways_to_print_say_the_same() -> None:
    item = Diagnostic(Location("docs/a.yml", 3, 7), "E201", {"field": "title"})

    assert str(item) == "docs/a.yml:3:7: E201: " + item.what() + "\n    исправить: " + item.mend()
    assert '"line": 3' in format_json([item]) and item.what() in format_json([item])
    assert format_annotations([item]).startswith("::error file=docs/a.yml,line=3,col=7,title=E201::" + item.what())
