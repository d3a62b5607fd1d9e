"""Parsed data + a model → a validated entry, or every mistake in it as diagnostics."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from hub.codes import CODES
from hub.diagnostics import Diagnostic
from hub.language import N_
from hub.load.positions import Places, walk
from hub.markdown import Document

Model = TypeVar("Model", bound=BaseModel)
Values = dict[str, str]
Wording = Callable[[ErrorDetails, str], tuple[str, Values]]


def validate(
    model: type[Model], data: Mapping[str, Any], places: Callable[[], Places], base: tuple[str | int, ...] = ()
) -> Model | list[Diagnostic]:
    """Return the entry, or all its mistakes. `places` is called only when there is a mistake; `base` is
    the path of the entry inside its file. Diagnostics: E201–E228 and the dialect's E401–E408.
    """
    try:
        entry = model.model_validate(data)
    except ValidationError as error:
        return [_tell(item, model, places(), base) for item in _without_echoes(error.errors())]
    found = list(_text_problems(entry, places, base))
    return found or entry


def _text_problems(entry: BaseModel, places: Callable[[], Places], base: tuple[str | int, ...]) -> Iterator[Diagnostic]:
    for path, value in walk(entry):
        if isinstance(value, Document):
            for problem in value.problems:
                at = places().inside((*base, *path), problem.line, problem.column)
                yield Diagnostic(at, problem.code, problem.values)


def _without_echoes(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Drop "the list is too short" where that is only because its items are wrong."""
    locations = [error["loc"] for error in errors]
    return [
        error
        for error in errors
        if error["type"] != "too_short"
        or not any(other != error["loc"] and other[: len(error["loc"])] == error["loc"] for other in locations)
    ]


def _tell(error: ErrorDetails, model: type[BaseModel], places: Places, base: tuple[str | int, ...]) -> Diagnostic:
    kind, loc = error["type"], (*base, *error["loc"])
    field = _field_name(error["loc"])
    if kind in CODES:  # raised by our own kinds of values, already coded
        values = {name: str(value) for name, value in (error.get("ctx") or {}).items()}
        return Diagnostic(places.of(loc), kind, {"field": field, **values})
    code, values = WORDINGS.get(kind, _any_other)(error, field)
    if kind == "extra_forbidden":
        values["advice"] = _nearest_field(error, model)
    return Diagnostic(places.of(loc, key=kind == "extra_forbidden"), code, values)


def _field_name(loc: Sequence[str | int]) -> str:
    """Return the last step that is a name; a number is shown as the place in its list."""
    if loc and isinstance(loc[-1], int):
        names = [step for step in loc if isinstance(step, str)]
        return f"{names[-1]}[{loc[-1] + 1}]" if names else str(loc[-1] + 1)
    return str(loc[-1]) if loc else ""


def _nearest_field(error: ErrorDetails, model: type[BaseModel]) -> str:
    known = sorted(_fields_at(model, error["loc"][:-1]))
    near = difflib.get_close_matches(str(error["loc"][-1]), known, n=1, cutoff=0.6)
    if near:
        return f"возможно, имелось в виду «{near[0]}»"
    return "удалите строку" + (f"; здесь бывают поля: {', '.join(known)}" if known else "")


def _fields_at(model: type[BaseModel], loc: Sequence[str | int]) -> set[str]:
    """Return the names of the fields that a place in an entry may have."""
    models: list[type[BaseModel]] = [model]
    for step in loc:
        if isinstance(step, int):
            continue
        inner = [field for each in models for name, field in each.model_fields.items() if (field.alias or name) == step]
        if inner:  # a step that names no field is a union's tag
            models = [each for field in inner for each in _models_in(field.annotation)]
    return {field.alias or name for each in models for name, field in each.model_fields.items()}


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models_in(argument)


# -- pydantic's own mistakes in our words

TEXT = N_("текст")
LIST = N_("список, каждый пункт которого начинается с «- »")
FIELDS = N_("набор полей «имя: значение»")


def _expected(expected: str) -> Wording:
    return lambda error, field: ("E203", {"field": field, "expected": expected, "read": _read(error["input"])})


def _read(value: Any) -> str:
    if value is None:
        return "пусто"
    if isinstance(value, dict):
        return "набор полей " + ", ".join(map(str, value))
    if isinstance(value, list | tuple):
        return "список из " + str(len(value))
    return f"«{value}»"


def _ctx(error: ErrorDetails, name: str) -> str:
    return str((error.get("ctx") or {}).get(name, ""))


def _choices(error: ErrorDetails, field: str) -> tuple[str, Values]:
    expected = _ctx(error, "expected").replace(" or ", ", ").replace("'", "")
    near = difflib.get_close_matches(str(error["input"]), expected.split(", "), n=1, cutoff=0.6)
    return "E206", {
        "field": field,
        "read": str(error["input"]) if error["input"] is not None else "пусто",
        "expected": expected,
        "advice": f"; возможно, «{near[0]}»" if near else "",
    }


def _unknown_tag(error: ErrorDetails, _field: str) -> tuple[str, Values]:
    expected = _ctx(error, "expected_tags").replace("'", "")
    near = difflib.get_close_matches(_ctx(error, "tag"), expected.split(", "), n=1, cutoff=0.6)
    return "E217", {
        "field": _ctx(error, "discriminator").strip("'"),
        "read": _ctx(error, "tag"),
        "expected": expected,
        "advice": f"; возможно, «{near[0]}»" if near else "",
    }


def _range(error: ErrorDetails, field: str) -> tuple[str, Values]:
    signs = {"ge": "не меньше", "gt": "больше", "le": "не больше", "lt": "меньше"}
    bound = next(f"{words} {_ctx(error, key)}" for key, words in signs.items() if key in (error.get("ctx") or {}))
    return "E207", {"field": field, "read": str(error["input"]), "expected": bound}


def _any_other(error: ErrorDetails, field: str) -> tuple[str, Values]:
    return "E227", {"field": field, "expected": "другое значение", "read": str(error["input"])}


WORDINGS: dict[str, Wording] = {
    "missing": lambda error, field: ("E201", {"field": field}),
    "extra_forbidden": lambda error, field: ("E202", {"read": field}),
    "string_type": _expected(TEXT),
    "string_sub_type": _expected(TEXT),
    "tuple_type": _expected(LIST),
    "list_type": _expected(LIST),
    "iterable_type": _expected(LIST),
    "model_type": _expected(FIELDS),
    "model_attributes_type": _expected(FIELDS),
    "dict_type": _expected(FIELDS),
    "dataclass_type": _expected(FIELDS),
    "string_too_short": lambda error, field: (
        "E204",
        {"field": field, "read": str(error["input"]), "limit": _ctx(error, "min_length")},
    ),
    "string_too_long": lambda error, field: (
        "E205",
        {"field": field, "length": str(len(str(error["input"]))), "limit": _ctx(error, "max_length")},
    ),
    "string_pattern_mismatch": lambda error, field: (
        "E227",
        {"field": field, "read": str(error["input"]), "expected": "значение по образцу W310"},
    ),
    "enum": _choices,
    "literal_error": _choices,
    "greater_than": _range,
    "greater_than_equal": _range,
    "less_than": _range,
    "less_than_equal": _range,
    "too_short": lambda error, field: (
        "E219",
        {"field": field, "length": _ctx(error, "actual_length"), "expected": f"не меньше {_ctx(error, 'min_length')}"},
    ),
    "too_long": lambda error, field: (
        "E219",
        {"field": field, "length": _ctx(error, "actual_length"), "expected": f"не больше {_ctx(error, 'max_length')}"},
    ),
    "union_tag_invalid": _unknown_tag,
    "union_tag_not_found": lambda error, field: (
        "E218",
        {"field": _ctx(error, "discriminator").strip("'"), "expected": "вид из документации раздела"},
    ),
}
