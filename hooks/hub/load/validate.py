"""Data + a model → an entry, or all its mistakes as diagnostics (long: half is the wording of pydantic's)."""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from hub.codes import CODES
from hub.content import Allowance, BlankField, Entry
from hub.diagnostics import QUOTE_LIMIT, Diagnostic
from hub.fields import AssetPath, Reference, describe, not_text
from hub.language import N_
from hub.load.parts import Parts
from hub.load.positions import SCALARS, Path, Places, walk
from hub.markdown import Document

Model = TypeVar("Model", bound=BaseModel)
Loc = tuple[str | int, ...]
_NO_BLANKS = N_("добавьте такое поле в «fields»; вне бланков и вопросов двойных скобок не бывает")
LEAVES = SCALARS | {Document, Reference, AssetPath}
Values = dict[str, str]
Wording = Callable[[ErrorDetails, str], tuple[str, Values]]


def validate(
    model: type[Model], data: Mapping[str, Any], places: Places, base: Path = ()
) -> tuple[Model, Parts] | list[Diagnostic]:
    """Return the entry with all that is inside it, or all its mistakes. `base` is its path inside its file.

    Diagnostics: E201–E228 and the dialect's E401–E412.
    """
    try:
        entry = model.model_validate(data)
    except ValidationError as error:
        errors = error.errors()
        meant = _mistyped(errors)
        return [_tell(item, model, places, base, meant) for item in _without_echoes(errors, set(meant.values()))]
    parts = Parts(entry)
    declared = entry.declared_blanks() if isinstance(entry, Entry) else {}
    # Each of these walks the entry again to find the place: only where there is something to tell.
    found = [
        *(_text_problems(entry, places, base) if parts.has_problems else ()),
        *(_blank_problems(entry, declared, places, base) if parts.blanks or declared else ()),
        *(_repeated_ids(entry, places, base) if parts.has_repeats else ()),
        *(_taken_ids(entry, places, base) if isinstance(entry, Entry) and entry.HAS_ONE_SPACE_OF_IDS else ()),
        *(_marked_ids(entry, places, base) if isinstance(entry, Entry) and not parts.has_repeats else ()),
        *_idle_allowances(entry, places, base),
    ]
    return found or (entry, parts)


def listing(names: Iterable[str]) -> str:
    """Return names on one line, as many as a message can carry, and how many more there are."""
    known, shown = list(names), ""
    for count, name in enumerate(known):
        longer = f"{shown}, {name}" if shown else name
        rest = f" и ещё {len(known) - count}"
        if len(longer) > QUOTE_LIMIT - (len(rest) if count < len(known) - 1 else 0):
            return shown + rest
        shown = longer
    return shown


def nearest(read: object, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the known name that a mistyped one is most like."""
    near = difflib.get_close_matches(read, list(known), n=1, cutoff=cutoff) if isinstance(read, str) else []
    return near[0] if near else None


# -- mistakes that a valid model still can hold


def _text_problems(entry: BaseModel, places: Places, base: Path) -> Iterator[Diagnostic]:
    for path, value in walk(entry):
        if isinstance(value, Document):
            for problem in value.problems:
                at = places.inside((*base, *path), problem.line, problem.column)
                yield Diagnostic(at, problem.code, problem.values)


def _blank_problems(
    entry: BaseModel, declared: Mapping[str, BlankField], places: Places, base: Path
) -> Iterator[Diagnostic]:
    """Tell of a place to be filled in that no field fills or that cannot be printed, and of a field that fills none."""
    filled = set()
    for path, value in walk(entry):
        if not isinstance(value, Document):
            continue
        for blank in value.blanks():
            field = declared.get(blank.name)
            at = places.inside((*base, *path), blank.line, blank.column)
            if field is None:
                near = nearest(blank.name, declared)
                advice = f"возможно, имелось в виду «{{{{{near}}}}}»" if near else _NO_BLANKS
                yield Diagnostic(at, "E415", {"read": blank.name, "advice": advice})
            elif path[-1] != field.text:
                yield Diagnostic(at, "E417", {"read": blank.name, "expected": field.text})
                filled.add(blank.name)
            else:
                filled.add(blank.name)
                if field.is_block and not value.is_alone(blank):
                    yield Diagnostic(at, "E418", {"read": blank.name})
    for name, field in declared.items():
        if name not in filled:
            yield Diagnostic(places.of((*base, *field.path, "id")), "E416", {"read": name})


def _repeated_ids(value: Any, places: Places, path: Path) -> Iterator[Diagnostic]:
    """Tell of two items of one list under one id: a link to it, or a saved answer, could mean either."""
    if isinstance(value, BaseModel):
        for name, child in value.__dict__.items():
            if child.__class__ not in LEAVES:
                yield from _repeated_ids(child, places, (*path, name))
    elif isinstance(value, tuple):
        first: dict[str, int] = {}
        for index, child in enumerate(value):
            if child.__class__ in LEAVES:
                continue
            id_ = getattr(child, "id", None) if isinstance(child, BaseModel) else None
            if isinstance(id_, str) and id_ in first:
                line = places.of((*path, first[id_], "id")).line
                yield Diagnostic(places.of((*path, index, "id")), "E223", {"read": id_, "line": str(line)})
            elif isinstance(id_, str):
                first[id_] = index
            yield from _repeated_ids(child, places, (*path, index))


def _taken_ids(entry: BaseModel, places: Places, base: Path) -> Iterator[Diagnostic]:
    """Tell of an id that a part in another list has: they are anchors of one page, and answers are kept by them."""
    first: dict[str, Path] = {}
    for path, id_ in _all_ids(entry, base):
        at = first.setdefault(id_, path)
        if at[:-1] != path[:-1]:  # two of one list are told apart already (E223)
            line = places.of((*at, "id")).line
            yield Diagnostic(places.of((*path, "id")), "E322", {"read": id_, "line": str(line)})


def _all_ids(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, BaseModel):
        id_ = getattr(value, "id", None)
        if isinstance(id_, str):
            yield path, id_
        for name, child in value.__dict__.items():
            yield from _all_ids(child, (*path, name))
    elif value.__class__ is tuple:
        for index, child in enumerate(value):
            yield from _all_ids(child, (*path, index))


def _marked_ids(entry: Entry, places: Places, base: Path) -> Iterator[Diagnostic]:
    """Tell of an id under which marks are kept and that another part of the page has as well."""
    marked = entry.marked_ids()
    texts = (value for _, value in walk(entry) if isinstance(value, Document)) if marked else ()
    taken = {heading.anchor for text in texts for heading in text.headings}
    for id_, path in marked:
        if id_ in taken:
            yield Diagnostic(places.of((*base, *path, "id")), "E244", {"read": id_})
        taken.add(id_)


def _idle_allowances(entry: BaseModel, places: Places, base: Path) -> Iterator[Diagnostic]:
    """Tell of an accepted warning that does not exist: it would go on accepting nothing."""
    allowances: tuple[Allowance, ...] = entry.allow if isinstance(entry, Entry) else ()
    known = [code for code in CODES if code.startswith("W")] if allowances else []
    for index, allowance in enumerate(allowances):
        if allowance.code not in known:
            values = {"field": "code", "read": describe(allowance.code), **_choice_among(allowance.code, known)}
            yield Diagnostic(places.of((*base, "allow", index, "code")), "E206", values)


# -- pydantic's mistakes as diagnostics

# A mistake that concerns a whole part of an entry stands at the field that an author will change;
# None: at the field that the mistake itself names.
_TOLD_AT = {
    "E221": None,
    "E222": "options",
    "E224": "state",
    "E225": "kind",
    "E228": "code",
    "E241": "to",
    "E242": None,
    "E246": "parts",
    "E247": "body",
    "E320": "id",
    "E321": "levels",
}


def _mistyped(errors: Sequence[ErrorDetails]) -> dict[Loc, Loc]:
    """Return the unknown fields that are missing ones with a slip of the pen, each with the field it stands for."""
    meant: dict[Loc, Loc] = {}
    missing = [error["loc"] for error in errors if error["type"] == "missing"]
    for error in errors:
        if error["type"] == "extra_forbidden":
            place = error["loc"][:-1]
            free = [loc for loc in missing if loc[:-1] == place and loc not in meant.values()]
            near = nearest(_name_before_colon(error), [str(loc[-1]) for loc in free])
            if near:
                meant[error["loc"]] = (*place, near)
    return meant


def _name_before_colon(error: ErrorDetails) -> str:
    """Return the name of an unknown field; `{title:Text}` is read as one name without a value."""
    name = str(error["loc"][-1])
    return name.partition(":")[0] if error["input"] is None else name


def _without_echoes(errors: list[ErrorDetails], written: Collection[Loc]) -> list[ErrorDetails]:
    """Drop "no such field" where it is written with a slip, and "the list is too short" where that is only
    because its items are wrong.
    """
    locations = [error["loc"] for error in errors]

    def is_echo(error: ErrorDetails) -> bool:
        loc = error["loc"]
        if error["type"] == "missing":
            return loc in written
        inside = any(other != loc and other[: len(loc)] == loc for other in locations)
        return error["type"] == "too_short" and inside

    return [error for error in errors if not is_echo(error)]


def _tell(
    error: ErrorDetails, model: type[BaseModel], places: Places, base: Path, meant: Mapping[Loc, Loc]
) -> Diagnostic:
    kind, loc = error["type"], (*base, *error["loc"])
    field = _field_name(error["loc"])
    if kind == "extra_forbidden":
        known = [str(meant[error["loc"]][-1])] if error["loc"] in meant else _fields_at(error, model, places)
        return Diagnostic(places.of(loc, key=True), "E202", {"read": field, **_nearest_field(error, known)})
    if error["input"] is None and kind != "missing":
        return Diagnostic(places.of(loc), "E204", {"field": field})
    if kind in CODES:  # raised by our own kinds of values, already coded
        return _tell_coded(error, places, loc, field)
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _tell_tag(error, model, places, loc)
    code, values = WORDINGS.get(kind, _any_other)(error, field)
    return Diagnostic(places.of(loc), code, values)


def _tell_coded(error: ErrorDetails, places: Places, loc: Path, field: str) -> Diagnostic:
    code = error["type"]
    values = {"field": field} | {name: str(value) for name, value in (error.get("ctx") or {}).items()}
    if "at" in values:  # the mistake itself knows where in its part it stands
        loc = (*loc, *(int(step) if step.isdigit() else step for step in values["at"].split(".")))
    elif code in _TOLD_AT:
        loc = (*loc, _TOLD_AT[code] or values["end_field"])
    if code == "E227":
        values["read"] = describe(values["read"] or None)
    if "at_line" in values:
        return Diagnostic(places.inside(loc, int(values["at_line"]), int(values["at_column"])), code, values)
    return Diagnostic(places.of(loc), code, values)


def _tell_tag(error: ErrorDetails, model: type[BaseModel], places: Places, loc: Path) -> Diagnostic:
    """Tell of a part whose kind is not written (E218) or not known (E217)."""
    name = _ctx(error, "discriminator").strip("'")
    known = [tag for each in _models_at(model, error["loc"]) for tag in _tags(each, name)]
    read = error["input"].get(name) if isinstance(error["input"], dict) else None
    if read in (None, ""):
        return Diagnostic(places.of((*loc, name)), "E218", {"field": name, "expected": listing(known)})
    values = {"field": name, "read": describe(read), **_choice_among(read, known)}
    return Diagnostic(places.of((*loc, name)), "E217", values)


def _field_name(loc: Sequence[str | int]) -> str:
    """Return the last step that is a name; a number is shown as the place in its list."""
    if loc and isinstance(loc[-1], int):
        names = [step for step in loc if isinstance(step, str)]
        return f"{names[-1]}[{loc[-1] + 1}]" if names else str(loc[-1] + 1)
    return str(loc[-1]) if loc else ""


def _fields_at(error: ErrorDetails, model: type[BaseModel], places: Places) -> list[str]:
    """Return the fields that the place of a mistake may have; the body of a text is not written as one."""
    fields = {name: None for each in _models_at(model, error["loc"][:-1]) for name in _names(each)}
    return [name for name in fields if name != "body" or places.body_line is None]


def _nearest_field(error: ErrorDetails, known: Sequence[str]) -> Values:
    name = str(error["loc"][-1])
    if error["input"] is None and ":" in name:
        return {"advice": "поставьте после двоеточия пробел:", "expected": f"«{name.replace(':', ': ', 1)}»"}
    near = nearest(name, known)
    if near:
        return {"advice": "возможно, имелось в виду", "expected": f"«{near}»"}
    return {"advice": "удалите строку; здесь бывают поля:", "expected": listing(known)}


def _models_at(model: type[BaseModel], loc: Sequence[str | int]) -> list[type[BaseModel]]:
    """Return the models that a place in an entry may have: one, or several where the kind is not known."""
    models: list[type[BaseModel]] = [model]
    for step in loc:
        if isinstance(step, int):
            continue
        inner = [field for each in models for name, field in each.model_fields.items() if (field.alias or name) == step]
        if inner:
            models = [each for field in inner for each in _models_in(field.annotation)]
        else:  # a step that names no field is the kind of a part
            models = [each for each in models if any(step in _tags(each, name) for name in each.model_fields)]
    return models


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models_in(argument)


def _tags(model: type[BaseModel], field: str) -> tuple[str, ...]:
    annotation = model.model_fields[field].annotation if field in model.model_fields else None
    return get_args(annotation) if get_origin(annotation) is Literal else ()


def _names(model: type[BaseModel]) -> Iterator[str]:
    """Yield the fields of a model, its own before those that every entry has."""
    for each in model.__mro__:
        for name in inspect.get_annotations(each):
            if name in model.model_fields:
                yield model.model_fields[name].alias or name


# -- pydantic's own mistakes in our words

LIST = N_("список: каждый пункт с новой строки, вначале дефис и пробел")
FIELDS = N_("набор полей «имя: значение»")


def _expected(expected: str) -> Wording:
    return lambda error, field: ("E203", {"field": field, "expected": expected, "read": describe(error["input"])})


def _not_text(error: ErrorDetails, field: str) -> tuple[str, Values]:
    problem = not_text(error["input"])
    return problem.type, {"field": field, **(problem.context or {})}


def _ctx(error: ErrorDetails, name: str) -> str:
    return str((error.get("ctx") or {}).get(name, ""))


def _missing(_error: ErrorDetails, field: str) -> tuple[str, Values]:
    return "E201", {"field": field}


def _choices(error: ErrorDetails, field: str) -> tuple[str, Values]:
    known = _ctx(error, "expected").replace(" or ", ", ").replace("'", "").split(", ")
    return "E206", {"field": field, "read": describe(error["input"]), **_choice_among(error["input"], known)}


def _choice_among(read: object, known: Sequence[str]) -> Values:
    near = nearest(read, known)
    first = sorted(known, key=lambda name: name != near)  # what was most likely meant is never cut off
    return {"expected": listing(first), "advice": f"; возможно, «{near}»" if near else ""}


def _range(error: ErrorDetails, field: str) -> tuple[str, Values]:
    signs = {"ge": "не меньше", "gt": "больше", "le": "не больше", "lt": "меньше"}
    bound = next(f"{words} {_ctx(error, key)}" for key, words in signs.items() if key in (error.get("ctx") or {}))
    return "E207", {"field": field, "read": str(error["input"]), "expected": bound}


def _length(error: ErrorDetails, field: str) -> tuple[str, Values]:
    signs = {"min_length": "не меньше", "max_length": "не больше"}
    bound = next(f"{words} {_ctx(error, key)}" for key, words in signs.items() if key in (error.get("ctx") or {}))
    return "E219", {"field": field, "length": _ctx(error, "actual_length"), "expected": bound}


def _too_long(error: ErrorDetails, field: str) -> tuple[str, Values]:
    return "E205", {"field": field, "length": str(len(str(error["input"]))), "limit": _ctx(error, "max_length")}


def _empty(_error: ErrorDetails, field: str) -> tuple[str, Values]:
    return "E204", {"field": field}


def _pattern(error: ErrorDetails, field: str) -> tuple[str, Values]:
    return "E227", {"field": field, "read": describe(error["input"]), "expected": N_("код вида W310")}


def _any_other(error: ErrorDetails, field: str) -> tuple[str, Values]:
    return "E227", {"field": field, "read": describe(error["input"]), "expected": N_("другое значение")}


# `tests/unit/test_validate.py` holds why no other type of pydantic's can occur.
WORDINGS: dict[str, Wording] = {
    "missing": _missing,
    "string_type": _not_text,
    "tuple_type": _expected(LIST),
    "model_type": _expected(FIELDS),
    "string_too_short": _empty,
    "string_too_long": _too_long,
    "string_pattern_mismatch": _pattern,
    "enum": _choices,
    "literal_error": _choices,
    "greater_than_equal": _range,
    "less_than_equal": _range,
    "too_short": _length,
}
