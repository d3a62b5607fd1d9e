"""The questions of a quiz as a page shows them: one function a kind (long: ten kinds).

`key` is what the browser judges by (`quiz/rules.js`), `answers` what is folded below the question, for readers without
scripts and for those who have answered.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import singledispatch
from hashlib import blake2b
from html import escape
from typing import Any, NamedTuple, TypeVar

from babel.numbers import format_decimal
from markupsafe import Markup

from hub.collections.lessons import Lesson
from hub.collections.quizzes import (
    GapsQuestion,
    MatchingQuestion,
    MultipleQuestion,
    NumericQuestion,
    OrderingQuestion,
    Question,
    ScaleQuestion,
    ShortTextQuestion,
    SingleQuestion,
    TrueFalseQuestion,
    WordsQuestion,
)
from hub.content import Identified
from hub.fields import Reference
from hub.markdown import Document
from hub.render.context import Link, Page, TextWithPlaces

Item = TypeVar("Item", bound=Identified)


class Answer(NamedTuple):
    """A line of the answers that are folded below a question; `mark` is None where nothing is right or wrong."""

    mark: bool | None
    text_html: Markup
    feedback_html: Markup = Markup("")


class Whole(NamedTuple):
    """What is read of an answer as a whole: `_right`, `_wrong` or `_mistake-n`."""

    id: str
    is_right: bool
    html: Markup


@dataclass(frozen=True, slots=True)
class _Passage(TextWithPlaces):
    """The text of a question: in its places are fields, or words to choose."""

    places: Mapping[str, str]

    def blank_html(self, name: str) -> str:
        return self.places[name]


def place_link(reference: Reference, page: Page) -> Link:
    """Return the link to a place, which says the heading where the place has one."""
    link, library = page.link(reference), page.renderer.library
    found = library.find(reference, page.language)
    record = library.record(found.key, page.language) if found is not None and found.key is not None else None
    anchor = link.url.partition("#")[2] if link.url is not None else ""
    if record is None or not anchor or not isinstance(record.entry, Lesson):
        return link
    heading = next((each.text for each in record.entry.body.headings if each.anchor == anchor), "")
    return Link(f"{link.title}: {heading}" if heading else link.title, link.url)


def question_view(question: Question, page: Page) -> Mapping[str, Any]:
    """Return a question as the template prints it."""
    is_short = question.text.is_single_paragraph
    return {
        "id": question.id,
        "former": question.aliases,
        "kind": question.kind,
        "legend_html": page.inline(question.text) if is_short else question.text.plain,
        "text_html": None if is_short else page.text(question.text, f"{question.id}-"),
        "hint_html": page.inline(question.hint) if question.hint else None,
        "explanation_html": page.text(question.explanation, f"{question.id}-why-") if question.explanation else None,
        "reread": [place_link(each, page) for each in question.reread],
        "weight": question.weight,
        "wholes": [],
        **_kind_view(question, page),
    }


@singledispatch
def _kind_view(question: Identified, page: Page) -> Mapping[str, Any]:
    """Return what only the kind of a question has; `key` is what the browser judges by (`quiz/rules.js`)."""
    raise TypeError(f"{page.url}: no view of {type(question).__name__}")


@_kind_view.register(SingleQuestion)
@_kind_view.register(MultipleQuestion)
def _options(question: SingleQuestion | MultipleQuestion, page: Page) -> Mapping[str, Any]:
    options = [_option(each, each.text, page, each.correct, each.feedback) for each in question.options]
    return {
        "look": "options",
        "is_single": isinstance(question, SingleQuestion),
        "is_mixed": not question.keep_order,
        "options": options,
        "key": _key(right=question.right()),
        "answers": [Answer(each["correct"], each["text_html"], each["feedback_html"]) for each in options],
    }


def _option(
    part: Identified, text: Document, page: Page, correct: bool | None, feedback: Document | None
) -> dict[str, Any]:
    return {
        "id": part.id,
        "former": part.aliases,
        "text_html": page.inline(text),
        "correct": correct,
        "feedback_html": page.inline(feedback),
    }


@_kind_view.register
def _true_false(question: TrueFalseQuestion, page: Page) -> Mapping[str, Any]:
    sides = (
        ("true", page.translate("Это так"), question.correct, question.feedback_true),
        ("false", page.translate("Это не так"), not question.correct, question.feedback_false),
    )
    options = [
        {"id": id_, "former": (), "text_html": text, "correct": correct, "feedback_html": page.inline(feedback)}
        for id_, text, correct, feedback in sides
    ]
    return {
        "look": "options",
        "is_single": True,
        "is_mixed": False,
        "options": options,
        "key": _key(right=["true" if question.correct else "false"]),
        "answers": [Answer(correct, Markup(f"«{escape(text)}»"), page.inline(say)) for _, text, correct, say in sides],
    }


@_kind_view.register
def _scale(question: ScaleQuestion, page: Page) -> Mapping[str, Any]:
    options = [_option(each, each.text, page, None, each.feedback) for each in question.points]
    told = [each for each in options if each["feedback_html"]]
    return {
        "look": "options",
        "is_single": True,
        "is_mixed": False,
        "options": options,
        "key": _key(),
        "answers": [Answer(None, each["text_html"], each["feedback_html"]) for each in told],
    }


@_kind_view.register
def _matching(question: MatchingQuestion, page: Page) -> Mapping[str, Any]:
    choices = [(each, each.match) for each in question.pairs]
    rows = [_option(each, each.text, page, None, each.feedback) for each in question.pairs]
    extra = [{"id": each.id, "former": each.aliases, "text": each.text} for each in question.extra]
    paired = [{"id": each.id, "former": each.aliases, "text": match} for each, match in choices]
    by_id = {each["id"]: each for each in (*paired, *extra)}
    return {
        "look": "matching",
        "rows": rows,
        "choices": [by_id[each.id] for each in _scrambled((*question.pairs, *question.extra))],
        "key": _key(pairs=[each.id for each in question.pairs]),
        "answers": [
            Answer(None, Markup("{}: {}").format(page.inline(each.text), each.match), page.inline(each.feedback))
            for each in question.pairs
        ],
    }


@_kind_view.register
def _ordering(question: OrderingQuestion, page: Page) -> Mapping[str, Any]:
    return {
        "look": "ordering",
        "items": [_option(each, each.text, page, None, None) for each in _scrambled(question.items)],
        "wholes": _wholes(question, (), page),
        "key": _key(order=[each.id for each in question.items]),
        "answers": [Answer(None, page.inline(each.text)) for each in question.items],
    }


@_kind_view.register
def _numeric(question: NumericQuestion, page: Page) -> Mapping[str, Any]:
    answer = _number(question.answer, page)
    if question.tolerance:
        answer += f" ± {_number(question.tolerance, page)}"
    text = f"{answer} {question.unit}" if question.unit else answer
    known = [each.value for each in question.mistakes]
    told = [
        Answer(False, Markup(escape(_number(each.value, page))), page.inline(each.feedback))
        for each in question.mistakes
    ]
    return {
        "look": "typed",
        "unit": question.unit,
        "is_number": True,
        "wholes": _wholes(question, [each.feedback for each in question.mistakes], page),
        "key": _key(answer=question.answer, tolerance=question.tolerance, unit=question.unit or "", mistakes=known),
        "answers": [Answer(True, Markup(escape(text)), page.inline(question.feedback_right)), *told],
    }


@_kind_view.register
def _short_text(question: ShortTextQuestion, page: Page) -> Mapping[str, Any]:
    told = [Answer(False, _listed(each.forms), page.inline(each.feedback)) for each in question.mistakes]
    return {
        "look": "typed",
        "unit": None,
        "is_number": False,
        "wholes": _wholes(question, [each.feedback for each in question.mistakes], page),
        "key": _key(forms=question.forms, mistakes=[each.forms for each in question.mistakes]),
        "answers": [Answer(True, _listed(question.forms), page.inline(question.feedback_right)), *told],
    }


@_kind_view.register
def _gaps(question: GapsQuestion, page: Page) -> Mapping[str, Any]:
    names = {
        each.id: page.translate("Пропуск {n} из {all}").format(n=number, all=len(question.gaps))
        for number, each in enumerate(question.gaps, 1)
    }
    fields = {
        each.id: f'<span class="gap"{_part(each)}><input type="text" id="{question.id}-{each.id}" '
        f'aria-label="{escape(names[each.id])}" autocomplete="off" autocapitalize="none" spellcheck="false"></span>'
        for each in question.gaps
    }
    return {
        "look": "passage",
        "passage_html": Markup(question.passage.html(_Passage(page, fields), f"{question.id}-text-")),
        "told": [
            {"id": each.id, "text_html": names[each.id], "correct": None, "feedback_html": page.inline(each.feedback)}
            for each in question.gaps
        ],
        "key": _key(gaps={each.id: each.forms for each in question.gaps}),
        "answers": [
            Answer(None, Markup("{}: {}").format(names[each.id], _listed(each.forms)), page.inline(each.feedback))
            for each in question.gaps
        ],
    }


@_kind_view.register
def _words(question: WordsQuestion, page: Page) -> Mapping[str, Any]:
    fields = {
        each.id: f'<label class="word"{_part(each)}><input type="checkbox" id="{question.id}-{each.id}" '
        f'value="{each.id}">{page.inline(each.text)}</label>'
        for each in question.words
    }
    told = [_option(each, each.text, page, each.correct, each.feedback) for each in question.words]
    return {
        "look": "passage",
        "passage_html": Markup(question.passage.html(_Passage(page, fields), f"{question.id}-text-")),
        "told": told,
        "key": _key(right=question.right()),
        "answers": [Answer(each["correct"], each["text_html"], each["feedback_html"]) for each in told],
    }


# -- parts of questions


def _key(**values: Any) -> str:
    return json.dumps(values, ensure_ascii=False)


def _part(part: Identified) -> str:
    former = f' data-former="{" ".join(part.aliases)}"' if part.aliases else ""
    return f' data-part="{part.id}"{former}'


def _wholes(
    question: OrderingQuestion | NumericQuestion | ShortTextQuestion, mistakes: Iterable[Document], page: Page
) -> list[Whole]:
    known = [Whole(f"_mistake-{number}", False, page.inline(each)) for number, each in enumerate(mistakes)]
    right = Whole("_right", True, page.inline(question.feedback_right))
    return [right, Whole("_wrong", False, page.inline(question.feedback_wrong)), *known]


def _scrambled(parts: Sequence[Item]) -> list[Item]:
    """Return parts in an order that gives nothing away, and is the same in every build: scripts mix them anew."""
    found = sorted(parts, key=lambda part: blake2b(part.id.encode(), digest_size=8).digest())
    return [*found[1:], found[0]] if found == list(parts) else found


def _listed(forms: Sequence[str]) -> Markup:
    return Markup(", ").join(Markup("«{}»").format(form) for form in forms)


def _number(value: float, page: Page) -> str:
    return str(format_decimal(value, "0.#########", locale=page.language))
