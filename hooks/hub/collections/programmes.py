"""Programmes: goals, directions, schedule, indicators: `docs/programmes/<id>.yml` (schema.org Project)."""

from typing import Annotated, ClassVar

from pydantic import Field

from hub.content import Collection, Direction, Entry, Identified, Part
from hub.fields import Count, Day, Line, Markdown, Month, Reference, RefTo, WebAddress
from hub.language import N_


class DirectionPlan(Part):
    """What a programme means by one of its directions."""

    id: Annotated[Direction, Field(description="consulting, express, online, councils")]
    text: Annotated[Markdown, Field(description="что входит в направление")]


class Indicator(Identified):
    """A target of the plan. `actual` stays empty when no source tells it: then it is unknown, never 0."""

    title: Annotated[Line, Field(description="что считают")]
    target: Annotated[Count, Field(description="цель по плану")]
    unit: Annotated[Line, Field(description="единица: человек, организаций, проверок")]
    actual: Annotated[Count | None, Field(description="факт, если его называет источник")] = None
    actual_source: Annotated[WebAddress | None, Field(description="источник факта")] = None
    note: Annotated[Markdown | None, Field(description="примечание, например об ошибке в источнике")] = None


class Programme(Entry):
    """A programme as its source describes it: a plan, not a report."""

    period_start: Annotated[Month, Field(title=N_("Начало"), description="первый месяц")]
    period_end: Annotated[Month, Field(title=N_("Окончание"), description="последний месяц")]
    organisation: Annotated[
        Annotated[Reference, RefTo("organisations")] | None,
        Field(title=N_("Чья программа"), description="id организации"),
    ] = None
    goal: Annotated[Markdown, Field(description="цель")]
    tasks: Annotated[tuple[Markdown, ...], Field(description="задачи")] = ()
    directions: Annotated[tuple[DirectionPlan, ...], Field(description="направления")] = ()
    beneficiaries: Annotated[Markdown | None, Field(description="для кого")] = None
    indicators: Annotated[tuple[Indicator, ...], Field(description="показатели плана")] = ()
    results: Annotated[tuple[Markdown, ...], Field(description="ожидаемые качественные результаты")] = ()
    source_document: Annotated[Line, Field(title=N_("Документ-источник"), description="название и год документа")]
    sources: Annotated[tuple[WebAddress, ...], Field(title=N_("Источники"), description="адреса")] = ()
    checked_on: Annotated[Day, Field(title=N_("Проверено"), description="когда источник читали")]

    FACTS: ClassVar[tuple[str, ...]] = (
        "organisation",
        "period_start",
        "period_end",
        "source_document",
        "sources",
        "checked_on",
    )
    FACETS: ClassVar[tuple[str, ...]] = ("period_start",)


COLLECTION = Collection(
    name="programmes",
    model=Programme,
    label=N_("Программы"),
    label_one=N_("Программа"),
    lead=N_("Планы, направления и показатели"),
    coming=N_("Здесь появятся планы и других программ, когда их опубликуют организаторы."),
    menu=75,
)
