"""The kinds of values that people write: text goes in, a strict value or a coded mistake comes out (long: a list).

YAML scalars arrive as text (see `hub.load.yaml`), so `no`, `1:30` and `1.10` mean what the author wrote, and
each kind reads text by its own rule. A mistake is raised as `PydanticCustomError` whose type is the code of
the diagnostic, so the place and the Russian wording are found in one way for all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from sys import intern
from typing import Annotated, Any, NamedTuple, TypeAlias

from pydantic import BeforeValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from hub.diagnostics import QUOTE_LIMIT
from hub.language import LOOK_ALIKES, N_, mend_look_alikes
from hub.markdown import Document, parse_markdown, slugify

ID_PATTERN = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)*")
_REFERENCE = re.compile(r"([a-z]+):([a-z0-9-]+)(?:#([a-z0-9/-]+))?")
_ENDING = re.compile(r"\.(?:ya?ml|md)$", re.IGNORECASE)  # an author may write the name of the file itself
_FIELD_NAME = re.compile(r"[a-z_]+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,15}(?:[.,]\d{1,9})?", re.ASCII)
_CLOCK = re.compile(r"(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)", re.ASCII)


def mistake(code: str, **values: object) -> PydanticCustomError:
    """Return the error that becomes the diagnostic `code`; `values` fill its wording."""
    return PydanticCustomError(code, code, {name: str(value) for name, value in values.items()})


def describe(value: object) -> str:
    """Return what an author wrote as a message shows it: text in quotes, anything else by its kind."""
    if value is None:
        return N_("пусто")
    if isinstance(value, dict):
        return "набор полей " + ", ".join(map(str, value))
    if isinstance(value, list | tuple):
        return f"список, пунктов: {len(value)}"
    line = " ".join(str(value).split())
    return f"«{line}»" if len(line) <= QUOTE_LIMIT - 2 else f"«{line[: QUOTE_LIMIT - 3]}…»"


def suggest_id(text: str) -> str:
    """Return the identifier that was most likely meant by a text that is none."""
    return slugify(mend_look_alikes(_ENDING.sub("", text)))


def not_text(value: object) -> PydanticCustomError:
    """Return the mistake of a text that YAML did not read as one (E203, E245)."""
    if isinstance(value, dict) and len(value) == 1 and not _FIELD_NAME.fullmatch(name := str(next(iter(value)))):
        return mistake("E245", read=name)
    return mistake("E203", expected=N_("текст"), read=describe(value))


def _read_id(value: Any) -> str:
    if not isinstance(value, str):
        raise mistake("E203", expected=N_("текст"), read=describe(value))
    if ID_PATTERN.fullmatch(value):
        return value
    raise mistake("E214", read=value, suggestion=suggest_id(value))


def _read_flag(value: Any) -> bool:
    if value in ("true", True):
        return True
    if value in ("false", False):
        return False
    raise mistake("E209", read=describe(value))


def _read_whole(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and re.fullmatch(r"-?(0|[1-9][0-9]{0,14})", value):
        return int(value)
    raise mistake("E208", read=describe(value))


def _read_number(value: Any) -> float:
    """A decimal comma or a point; no spaces and no words."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return float(value.replace(",", "."))
    raise mistake("E203", expected=N_("число вида 12 или 2,5"), read=describe(value))


def format_number(value: float) -> str:
    """Return a number as it is written in Russian, without needless zeros."""
    return f"{value:.9f}".rstrip("0").rstrip(".").replace(".", ",")


def _read_day(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise mistake("E210", read=describe(value))


def _read_month(value: Any) -> str:
    if isinstance(value, str) and _MONTH.fullmatch(value):
        return value
    raise mistake("E212", read=describe(value))


def _read_minutes(value: Any) -> float:
    """`90` is minutes, `1:30:00` hours:minutes:seconds, `12:30` minutes:seconds."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 100_000:
        return float(value)
    if isinstance(value, str):
        if re.fullmatch(r"[1-9][0-9]{0,4}", value):
            return float(value)
        if match := _CLOCK.fullmatch(value):
            hours, minutes, seconds = (int(part or 0) for part in match.groups())
            if total := hours * 60 + minutes + seconds / 60:
                return total
    raise mistake("E213", read=describe(value))


def clock(minutes: float) -> str:
    """Return a place in a recording as it is written: `12:30`, `1:02:03`."""
    total = round(minutes * 60)
    hours, rest = divmod(total, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or a day with a time and an offset: the precision is what the author knew."""

    day: date
    at: datetime | None = None

    @property
    def iso(self) -> str:
        """The machine-readable form, as precise as the moment is."""
        return self.at.isoformat() if self.at else self.day.isoformat()

    def is_before(self, other: Moment) -> bool:
        """Whether it is surely earlier: of a day without a time only the day is known."""
        if self.at is not None and other.at is not None:
            return self.at < other.at
        return self.day < other.day


def _read_moment(value: Any) -> Moment:
    if isinstance(value, Moment):
        return value
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return Moment(date.fromisoformat(value))
        if isinstance(value, str) and _DAY.match(value) and value[10:11] in ("T", " "):
            at = datetime.fromisoformat(value)
            if at.tzinfo is not None:
                at.astimezone(UTC)  # moments are compared so, and the first year has no room for an offset
                return Moment(at.date(), at)
    except (ValueError, OverflowError):
        pass
    raise mistake("E211", read=describe(value))


def _read_web_address(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(r"https?://[^\s/]+\.[^\s]+|https?://localhost\S*", value):
        return value
    raise mistake("E216", read=describe(value))


_RUSSIAN = {latin: russian for russian, latin in LOOK_ALIKES.items()}


def _read_designation(value: Any) -> str:
    """A designation is read by eye and searched by letters: `ГОСТ P` with a Latin P is never found."""
    if not isinstance(value, str) or not re.search("[А-Яа-яЁё]", value):
        return str(value) if value is not None else ""
    for word in re.findall(r"[A-Za-zА-Яа-яЁё]+", value):
        wrong = [letter for letter in word if letter in _RUSSIAN]
        if wrong and all(letter in _RUSSIAN or not letter.isascii() for letter in word):
            right = value.replace(word, "".join(_RUSSIAN.get(letter, letter) for letter in word))
            raise mistake("E230", read=word, letter=wrong[0], right=right)
    return value


def _read_asset(value: Any) -> str:
    if isinstance(value, str) and value:
        return value
    raise mistake("E204") if value == "" else mistake("E203", expected=N_("имя файла"), read=describe(value))


Id: TypeAlias = Annotated[
    str, BeforeValidator(_read_id), WithJsonSchema({"type": "string", "pattern": f"^{ID_PATTERN.pattern}$"})
]
Flag: TypeAlias = Annotated[bool, BeforeValidator(_read_flag), WithJsonSchema({"type": "boolean"})]
Whole: TypeAlias = Annotated[int, BeforeValidator(_read_whole), WithJsonSchema({"type": "integer"})]
Count: TypeAlias = Annotated[
    int, BeforeValidator(_read_whole), Field(ge=0), WithJsonSchema({"type": "integer", "minimum": 0})
]
Number: TypeAlias = Annotated[
    float,
    BeforeValidator(_read_number),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": f"^{_NUMBER.pattern}$"}]}),
]
Year: TypeAlias = Annotated[
    int,
    BeforeValidator(_read_whole),
    Field(ge=1900, le=2100),
    WithJsonSchema({"type": "integer", "minimum": 1900, "maximum": 2100}),
]
Day: TypeAlias = Annotated[date, BeforeValidator(_read_day), WithJsonSchema({"type": "string", "format": "date"})]
Month: TypeAlias = Annotated[
    str, BeforeValidator(_read_month), WithJsonSchema({"type": "string", "pattern": f"^{_MONTH.pattern}$"})
]
Minutes: TypeAlias = Annotated[
    float,
    BeforeValidator(_read_minutes),
    WithJsonSchema(
        {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": f"^{_CLOCK.pattern}$"}]}
    ),
]
When: TypeAlias = Annotated[
    Moment, BeforeValidator(_read_moment), WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d\d-\d\d"})
]
WebAddress: TypeAlias = Annotated[
    str, BeforeValidator(_read_web_address), WithJsonSchema({"type": "string", "format": "uri"})
]
Line: TypeAlias = Annotated[str, Field(min_length=1, max_length=400)]
Designation: TypeAlias = Annotated[
    str,
    BeforeValidator(_read_designation),
    Field(min_length=1, max_length=120),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": 120}),
]
Title: TypeAlias = Annotated[str, Field(min_length=1, max_length=300)]


class AssetPath(str):
    """A file beside the entry, as written: `media/slides.pdf`. The link stage checks that it exists."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(lambda value: cls(_read_asset(value)))

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string"}


class MarkdownText:
    """A text in the dialect: the author's string is validated into a `Document`."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(_read_markdown)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "contentMediaType": "text/markdown"}


def _read_markdown(value: Any) -> Document:
    if isinstance(value, Document):
        return value
    if not isinstance(value, str):
        raise not_text(value)
    return parse_markdown(value)


Markdown: TypeAlias = Annotated[Document, MarkdownText]


class Reference(NamedTuple):
    """A reference to an entry or a place in it: `collection:id` or `collection:id#place`."""

    collection: str
    id: str
    place: str = ""

    def __str__(self) -> str:
        return f"{self.collection}:{self.id}" + (f"#{self.place}" if self.place else "")


def read_reference(text: str) -> Reference | None:
    """Return the reference that a text spells, or None when it spells none."""
    match = _REFERENCE.fullmatch(text)
    # The same few names stand in thousands of entries: one text of each is enough.
    return Reference(intern(match.group(1)), intern(match.group(2)), match.group(3) or "") if match else None


_BY_ID = N_("впишите id записи — имя её файла без окончания: латиница, цифры и дефис")
_BY_COLLECTION = N_("напишите без пробелов, например: terms:sto или courses:имя-курса#имя-урока")


class RefTo:
    """The kind of a field that holds a reference. With a collection, an author writes the bare id.

    `RefTo("topics")` reads `quality` as `topics:quality`; `RefTo()` reads any `collection:id#place`. `with_place` tells
    editors that a place may follow: `webinars:id#place`.
    """

    def __init__(self, collection: str = "", *, with_place: bool = False) -> None:
        self.collection = collection
        self.with_place = with_place

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        pattern = r"^[a-z0-9-]+$" if self.collection else f"^{_REFERENCE.pattern}$"
        if self.with_place:
            pattern = rf"^({self.collection}:[a-z0-9-]+(#[a-z0-9/-]+)?|[a-z0-9-]+)$"
        return {"type": "string", "pattern": pattern, "x-reference-to": self.collection or "any"}

    def _read(self, value: Any) -> Reference:
        if isinstance(value, Reference):
            return value
        if isinstance(value, str):
            if self.collection and ID_PATTERN.fullmatch(value):
                return Reference(self.collection, intern(value))
            found = read_reference(value)
            if found and self.collection in ("", found.collection):
                return found
        expected = "идентификатор из раздела «{}»" if self.collection else "ссылка вида «раздел:идентификатор»"
        advice = _BY_ID if self.collection else _BY_COLLECTION
        raise mistake("E215", read=describe(value), expected=expected.format(self.collection), advice=advice)


Anything: TypeAlias = Annotated[Reference, RefTo()]
