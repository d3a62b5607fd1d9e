"""Forms: a document to be filled in and printed, `docs/forms/<id>.yml` (schema.org DigitalDocument).

The text of a document has places to be filled in, `{{name}}`; each is a field of the form. What a reader types never
leaves their device.
"""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from hub.content import BlankField, Choice, Collection, Identified, Material
from hub.fields import Count, Flag, Line, Markdown, mistake
from hub.language import N_


class Paper(Choice):
    """How the sheet lies."""

    PORTRAIT = "portrait", N_("вертикально")
    LANDSCAPE = "landscape", N_("горизонтально")


class Align(Choice):
    """Where a part of the text stands on the sheet."""

    START = "start", N_("слева")
    CENTER = "center", N_("посередине")
    END = "end", N_("справа")
    MIDDLE = "middle", N_("посередине листа, как на титульном листе")


class _FormField(Identified):
    """What every field has: the question, and a word of help under it."""

    label: Annotated[Line, Field(description="что вписать: «Кому», «Дата посещения»")]
    hint: Annotated[Line | None, Field(description="подсказка под полем: как лучше, пример")] = None


class LineField(_FormField):
    """One line."""

    kind: Annotated[Literal["line"], Field(description="одна строка")]


class TextField(_FormField):
    """Several lines. `lines` is how many are ruled on an empty sheet."""

    kind: Annotated[Literal["text"], Field(description="несколько строк")]
    lines: Annotated[Count, Field(ge=1, le=40, description="сколько строк линовать на пустом бланке")] = 3


class DateField(_FormField):
    """A day."""

    kind: Annotated[Literal["date"], Field(description="дата")]


class ChoiceField(_FormField):
    """One of several answers; an empty sheet prints them all, to be crossed out by hand."""

    kind: Annotated[Literal["choice"], Field(description="один ответ из нескольких")]
    options: Annotated[tuple[Line, ...], Field(min_length=2, description="ответы")]


class HandField(_FormField):
    """A place that is only filled in by hand: a signature, a stamp, an answer of somebody else."""

    kind: Annotated[Literal["hand"], Field(description="только от руки: подпись, печать")]
    lines: Annotated[Count, Field(ge=1, le=40, description="сколько строк линовать")] = 1


class Column(Identified):
    """A column of a table that is filled in."""

    title: Annotated[Line, Field(description="заголовок столбца")]
    wide: Annotated[Flag, Field(description="широкий столбец: для длинного текста")] = False
    by_hand: Annotated[Flag, Field(description="true — только от руки: подпись, отметка")] = False


class RowsField(_FormField):
    """A table with as many rows as needed. `count` is how many an empty sheet has, `lines` how high they are."""

    kind: Annotated[Literal["rows"], Field(description="таблица, в которую добавляют строки")]
    columns: Annotated[tuple[Column, ...], Field(min_length=1, description="столбцы")]
    count: Annotated[Count, Field(ge=1, le=60, description="сколько пустых строк печатать")] = 5
    lines: Annotated[Count, Field(ge=1, le=4, description="на сколько строк от руки высота")] = 1
    numbered: Annotated[Flag, Field(description="true — строки с номерами")] = False


class ChecklistItem(Identified):
    """One line of a checklist: a fact that is seen or not, never a name or a diagnosis."""

    text: Annotated[Markdown, Field(description="что проверить")]


class ChecklistGroup(Identified):
    """A group of items under one heading."""

    title: Annotated[Line, Field(description="название группы")]
    items: Annotated[tuple[ChecklistItem, ...], Field(min_length=1, description="пункты")]


class ChecklistField(_FormField):
    """Items in groups, each with one answer and a place for the fact."""

    kind: Annotated[Literal["checklist"], Field(description="пункты с ответом и местом для факта")]
    answers: Annotated[tuple[Line, ...], Field(min_length=1, description="ответы: да, нет, не видел")]
    remark: Annotated[Line | None, Field(description="заголовок последнего столбца; без поля — «Факт»")] = None
    groups: Annotated[tuple[ChecklistGroup, ...], Field(min_length=1, description="группы пунктов")]


FormField: TypeAlias = Annotated[
    LineField | TextField | DateField | ChoiceField | HandField | RowsField | ChecklistField,
    Field(discriminator="kind"),
]


class FormPart(Identified):
    """A part of a form: the questions, and the text that is printed with the answers in it."""

    title: Annotated[Line, Field(description="о чём эта часть: заголовок над полями, на бланке не печатается")]
    note: Annotated[Markdown | None, Field(description="как заполнять; на бланке не печатается")] = None
    fields: Annotated[tuple[FormField, ...], Field(description="поля")] = ()
    sheet: Annotated[Markdown, Field(description="текст бланка; на месте поля стоит {{его id}}")]
    align: Annotated[
        Align, Field(description="start — слева, center — посередине, end — справа, middle — титульный лист")
    ] = Align.START
    new_page: Annotated[Flag, Field(description="true — печатать с новой страницы")] = False
    optional: Annotated[
        Flag, Field(description="true — напечатать только если в части что-то заполнено или весь бланк пуст")
    ] = False


class Form(Material):
    """A document to be filled in, part by part. Diagnostics: E246, E415–E418."""

    paper: Annotated[
        Paper, Field(title=N_("Лист"), description="portrait — вертикально, landscape — горизонтально")
    ] = Paper.PORTRAIT
    before: Annotated[Markdown | None, Field(description="что знать до заполнения; на бланке не печатается")] = None
    parts: Annotated[tuple[FormPart, ...], Field(min_length=1, description="части бланка по порядку")]
    after: Annotated[Markdown | None, Field(description="что делать с готовым бланком")] = None

    FACTS: ClassVar[tuple[str, ...]] = ("audience", "topics", "based_on", "modified", "review_by")
    FACETS: ClassVar[tuple[str, ...]] = ("audience", "topics")

    def declared_blanks(self) -> Mapping[str, BlankField]:
        """Return the fields by id: their places are in the sheets of the parts."""
        return {
            field.id: BlankField(("parts", place, "fields", number), "sheet", field.kind in ("rows", "checklist"))
            for place, part in enumerate(self.parts)
            for number, field in enumerate(part.fields)
        }

    @model_validator(mode="after")
    def _check_ids(self) -> "Form":
        ids = [field.id for part in self.parts for field in part.fields]
        repeated = next((id_ for place, id_ in enumerate(ids) if id_ in ids[:place]), None)
        if repeated is not None:
            raise mistake("E246", read=repeated)
        return self


COLLECTION = Collection(
    name="forms",
    model=Form,
    label=N_("Бланки"),
    label_one=N_("Бланк"),
    lead=N_("Документы, которые заполняют здесь или на бумаге. Написанное остаётся на вашем устройстве"),
    menu=28,
)
