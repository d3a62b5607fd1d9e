"""Toolkits: a procedure that people carry out, step by step: `docs/toolkits/<id>.yml` (schema.org HowTo)."""

from typing import Annotated, ClassVar

from pydantic import Field

from hub.content import Choice, Collection, Identified, LegalBasis, Material, Part
from hub.fields import Count, Id, Line, Markdown, Minutes, Reference, RefTo
from hub.language import N_


class DayKind(Choice):
    """In what days a deadline is counted."""

    WORKING = "working", N_("рабочих дней")
    CALENDAR = "calendar", N_("календарных дней")


class CountedFrom(Choice):
    """The event from which a deadline is counted."""

    REQUEST = "request", N_("со дня обращения")
    DECISION = "decision", N_("со дня решения")
    START = "start", N_("со дня начала")
    NOTICE = "notice", N_("со дня уведомления")
    DELIVERY = "delivery", N_("со дня получения документа")
    BEFORE_VISIT = "before-visit", N_("до дня посещения")
    BEFORE_MEETING = "before-meeting", N_("до дня заседания")
    MEETING = "meeting", N_("со дня заседания")


class Deadline(Part):
    """A deadline with its counting rule and where it comes from; a regional one is an example of its region."""

    days: Annotated[Count, Field(description="сколько дней")]
    day_kind: Annotated[DayKind, Field(description="working — рабочих, calendar — календарных")]
    counted: Annotated[
        CountedFrom,
        Field(description="request, decision, start, notice, delivery, before-visit, before-meeting, meeting"),
    ]
    text: Annotated[Markdown, Field(description="срок словами, как его прочтёт человек")]
    basis: Annotated[LegalBasis, Field(description="норма, из которой взят срок")]


class ToolDocument(Identified):
    """A document that a step makes: решение, уведомление, акт."""

    title: Annotated[Line, Field(description="название документа")]
    form: Annotated[Reference | None, RefTo("forms"), Field(description="id бланка, в котором его заполняют")] = None
    contents: Annotated[tuple[Markdown, ...], Field(description="что в документе должно быть, по пунктам")] = ()


class Step(Identified):
    """One step: what is done, by what rule, by when, with which documents."""

    title: Annotated[Line, Field(description="название шага")]
    text: Annotated[Markdown, Field(description="что делать")]
    basis: Annotated[tuple[LegalBasis, ...], Field(description="нормы, на которых шаг стоит")] = ()
    deadlines: Annotated[tuple[Deadline, ...], Field(description="сроки")] = ()
    documents: Annotated[tuple[Id, ...], Field(description="id документов из списка documents")] = ()


class Toolkit(Material):
    """A toolkit: in whose name one acts, the steps in order, the documents."""

    purpose: Annotated[Markdown, Field(description="для чего набор")]
    acting_as: Annotated[Markdown, Field(description="от чьего имени действуют")]
    time_required: Annotated[Minutes | None, Field(title=N_("Время"), description="сколько займёт чтение, минуты")] = (
        None
    )
    basis: Annotated[
        tuple[LegalBasis, ...], Field(title=N_("Правовая основа"), description="нормы для всего набора")
    ] = ()
    steps: Annotated[tuple[Step, ...], Field(min_length=1, description="шаги по порядку")]
    documents: Annotated[tuple[ToolDocument, ...], Field(description="документы набора")] = ()
    teaches: Annotated[
        tuple[Annotated[Reference, RefTo("competencies")], ...],
        Field(title=N_("Чему учит"), description="id компетенций"),
    ] = ()

    FACTS: ClassVar[tuple[str, ...]] = (
        "audience",
        "level",
        "regions",
        "topics",
        "teaches",
        "direction",
        "modified",
        "review_by",
    )
    FACETS: ClassVar[tuple[str, ...]] = ("audience", "topics", "teaches", "level", "regions", "direction")


COLLECTION = Collection(
    name="toolkits",
    model=Toolkit,
    label=N_("Наборы инструментов"),
    label_one=N_("Набор инструментов"),
    menu_label=N_("Инструменты"),
    lead=N_("Пошаговые порядки с документами и листами проверки"),
    menu=20,
)
