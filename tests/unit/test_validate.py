"""Every mistake that pydantic can find in an entry has our words, or a reason why it cannot occur here."""

from __future__ import annotations

from typing import Any, Literal, get_args

import pytest
from pydantic_core import core_schema

from hub.collections import COLLECTIONS
from hub.content import Choice, Entry, Part
from hub.diagnostics import QUOTE_LIMIT, Diagnostic
from hub.load.positions import Places
from hub.load.validate import WORDINGS, listing, validate
from hub.load.yaml import parse_yaml

OWN_KINDS = "read by our own kinds of values (hub.fields), which raise coded mistakes"
NO_SUCH_FIELD = "no field of an entry has this type"
ONLY_DICTS = "entries are validated from plain dictionaries with names of fields as keys"
NOT_FUNCTIONS = "nothing validates the arguments of a function"
FROZEN = "an entry is never assigned to"
# Told by itself, because its place or its field is not what pydantic says.
TOLD_APART = {"extra_forbidden", "union_tag_invalid", "union_tag_not_found"}
CANNOT_OCCUR = {
    "no_such_attribute": FROZEN,
    "frozen_field": FROZEN,
    "frozen_instance": FROZEN,
    "json_invalid": ONLY_DICTS,
    "json_type": ONLY_DICTS,
    "needs_python_object": ONLY_DICTS,
    "invalid_key": ONLY_DICTS,
    "get_attribute_error": ONLY_DICTS,
    "model_attributes_type": ONLY_DICTS,
    "mapping_type": ONLY_DICTS,
    "recursion_loop": "data comes from text without anchors, so it holds no loop",
    "recursion_depth_exceeded": "no model holds itself, and deep nests are refused before (E107)",
    "default_factory_not_called": "no field has a factory that looks at other fields",
    "iteration_error": "a list is a real list by then",
    "iterable_type": "fields are tuples, which tell tuple_type",
    "greater_than": "bounds are said with ge and le",
    "less_than": "bounds are said with ge and le",
    "too_long": "no list has an upper bound",
    "value_error": "validators raise coded mistakes only",
    "assertion_error": "validators raise coded mistakes only",
    "missing_sentinel_error": NO_SUCH_FIELD,
    "string_unicode": "text is decoded by the scan of the file",
    "string_not_ascii": NO_SUCH_FIELD,
    "int_type": OWN_KINDS,
    "int_parsing": OWN_KINDS,
    "int_parsing_size": OWN_KINDS,
    "int_from_float": OWN_KINDS,
    "bool_type": OWN_KINDS,
    "bool_parsing": OWN_KINDS,
    "float_type": OWN_KINDS,
    "float_parsing": OWN_KINDS,
    "is_instance_of": OWN_KINDS,
    "arguments_type": NOT_FUNCTIONS,
    "missing_argument": NOT_FUNCTIONS,
    "unexpected_keyword_argument": NOT_FUNCTIONS,
    "missing_keyword_only_argument": NOT_FUNCTIONS,
    "unexpected_positional_argument": NOT_FUNCTIONS,
    "missing_positional_only_argument": NOT_FUNCTIONS,
    "multiple_argument_values": NOT_FUNCTIONS,
}
# Families of types that belong to kinds of fields which no model has, or has behind our own kinds of values.
FOREIGN = (
    "dataclass_", "named_tuple_", "none_required", "multiple_of", "finite_number", "dict_type", "frozen_", "ordered_",
    "counter_", "list_type", "deque_", "set_", "bytes_", "ellipsis_", "date_", "time_", "datetime_", "timezone_",
    "is_subclass_of", "callable_", "url_", "uuid_", "decimal_", "fraction_", "complex_",
)  # fmt: skip


def types_of(schema: Any) -> set[str]:
    """Return the types of all schemas inside a schema; what our own kinds of values have read is right already."""
    found: set[str] = set()
    if isinstance(schema, dict):
        if isinstance(schema.get("type"), str):
            found.add(schema["type"])
        behind = schema.get("type") in ("function-before", "dataclass")  # `Moment` is the only one, made by `When`
        for inner in () if behind else schema.values():
            found |= types_of(inner)
    elif isinstance(schema, list | tuple):
        for inner in schema:
            found |= types_of(inner)
    return found


def test_every_type_of_mistake_has_words_or_a_reason() -> None:
    known = set(get_args(core_schema.ErrorType))
    worded = set(WORDINGS) | TOLD_APART
    foreign = {kind for kind in known if kind.startswith(FOREIGN)} - set(CANNOT_OCCUR)

    assert worded <= known
    assert set(CANNOT_OCCUR) <= known
    assert worded & (set(CANNOT_OCCUR) | foreign) == set()
    assert known - worded - set(CANNOT_OCCUR) == foreign


def test_entries_are_made_of_no_other_kinds_of_fields() -> None:
    """A new kind of field brings mistakes of its own: give them words in `WORDINGS`, then add it here."""
    found = set().union(*(types_of(each.model.__pydantic_core_schema__) for each in COLLECTIONS.values()))
    kinds = {
        "model", "model-fields", "model-field", "str", "tuple", "nullable", "default", "literal", "enum",
        "tagged-union", "dataclass", "definitions", "definition-ref",
        "function-before", "function-after", "function-plain", "no-info",
    }  # fmt: skip

    assert found <= kinds


class Colour(Choice):
    RED = "red"
    GREEN = "green"


class Inner(Part):
    size: int = 1


class Sample(Entry):
    colour: Colour = Colour.RED
    shade: Literal["light", "dark"] = "light"
    inner: Inner = Inner()


def told(text: str) -> list[str]:
    """Return the first lines of what is told of a sample entry."""
    parsed = parse_yaml("x.yml", text)
    assert not isinstance(parsed, Diagnostic), str(parsed)
    found = validate(Sample, parsed[0], Places("x.yml", text))
    return [str(item).partition("\n")[0] for item in found] if isinstance(found, list) else []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title: [a]", "1:8: E203: в поле «title» ожидается текст, а прочитано: список, пунктов: 1"),
        ("title: {a: 1}", "1:8: E203: в поле «title» ожидается текст, а прочитано: набор полей a"),
        ("title: ~", "1:8: E204: поле «title» пусто"),
        ("title: x\naliases: {a: b}", "2:10: E203: в поле «aliases» ожидается список: каждый пункт с новой строки"),
        ("title: x\ninner: y", "2:8: E203: в поле «inner» ожидается набор полей «имя: значение», а прочитано: «y»"),
        ("title: x\ncolour: {red: 1}", "2:9: E206: в поле «colour» стоит набор полей red, а допускаются только: "),
        ("title: x\nshade: [dark]", "2:8: E206: в поле «shade» стоит список, пунктов: 1, а допускаются только: "),
        ("title: x\ninner: {}\ntitel: y", "3:1: E202: неизвестное поле «titel»"),
    ],
)
def test_what_was_read_is_shown_as_people_say_it(text: str, message: str) -> None:
    (found,) = told(text)

    assert found.startswith(f"x.yml:{message}")


def test_long_value_is_quoted_to_its_closing_quote() -> None:
    (found,) = told(f"title: x\ncolour: {'слово ' * 40}")

    assert "…», а допускаются" in found


def test_each_misspelt_field_is_told_once() -> None:
    assert told("titel: x") == ["x.yml:1:1: E202: неизвестное поле «titel»"]
    assert len(told("titel: x\ntittle: y")) == 2


def test_listing_is_cut_between_names_and_counts_the_rest() -> None:
    names = [f"name-{number}" for number in range(30)]

    assert listing(names[:3]) == "name-0, name-1, name-2"
    assert listing(names).endswith(" и ещё 21")
    assert len(listing(names)) <= QUOTE_LIMIT
    assert listing([]) == ""
