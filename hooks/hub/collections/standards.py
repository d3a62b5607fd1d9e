"""Standards: `docs/standards/<id>.yml` (schema.org CreativeWork with `creativeWorkStatus`).

The hub holds what is known about a standard, never its text.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar

from pydantic import Field

from hub.content import Choice, Collection, Confidence, Identified, Material, Part
from hub.fields import Day, Designation, Flag, Id, Line, Markdown, Reference, RefTo, WebAddress, Year
from hub.language import N_


class StandardKind(Choice):
    """What a standard is about, by its form."""

    GENERAL = "general-provisions", N_("Общие положения")
    SERVICE_TYPES = "service-types", N_("Виды услуг")
    TERMS = "terms", N_("Термины")
    QUALITY_CONTROL = "quality-control", N_("Контроль качества")
    QUALITY_SYSTEM = "quality-system", N_("Система качества")
    INSTITUTION_TYPES = "institution-types", N_("Типы учреждений")
    PROCEDURE = "procedure", N_("Порядок предоставления")
    SERVICE_TECHNOLOGY = "service-technology", N_("Технология услуги")
    EQUIPMENT = "equipment", N_("Оснащение")
    STAFF = "staff", N_("Кадры")
    DOCUMENTATION = "documentation", N_("Документация")
    ACCESSIBILITY = "accessibility", N_("Доступность")
    STANDARDISATION = "standardisation-rules", N_("Правила стандартизации")
    GUIDANCE = "guidance", N_("Руководство")
    ASSESSMENT_MODEL = "assessment-model", N_("Модель оценки")


class StandardStatus(Choice):
    """The status of a standard on the day of its source."""

    IN_FORCE = "in-force", N_("Действует")
    REPLACED = "replaced", N_("Заменён")
    WITHDRAWN = "withdrawn", N_("Отменён")
    DRAFT = "draft", N_("Проект")
    UNCHECKED = "unchecked", N_("Не проверен")


class RelationType(Choice):
    """How a standard relates to another (Relaton's and Metanorma's words)."""

    REPLACES = "replaces", N_("Заменяет")
    REPLACED_BY = "replaced-by", N_("Заменён на")
    AMENDS = "amends", N_("Изменяет")
    ADOPTS = "adopts", N_("Идентичен")
    CITES = "cites", N_("Ссылается на")


class Status(Part):
    """A status with its day and source: a status without them says nothing."""

    value: Annotated[StandardStatus, Field(description="in-force, replaced, withdrawn, draft, unchecked")]
    date: Annotated[Day, Field(description="на какой день статус известен")]
    sources: Annotated[tuple[WebAddress, ...], Field(description="где это прочитано")] = ()
    confidence: Annotated[Confidence, Field(description="high, medium, low")]


class Relation(Part):
    """A relation to another standard: one of the library, or one that is only named."""

    type: Annotated[RelationType, Field(description="replaces, replaced-by, amends, adopts, cites")]
    target: Annotated[
        Annotated[Reference, RefTo("standards")] | None, Field(description="id стандарта из библиотеки")
    ] = None
    designation: Annotated[Line | None, Field(description="обозначение, если стандарта в библиотеке нет")] = None
    dated: Annotated[Flag, Field(description="ссылка на определённое издание (true) или на действующее (false)")] = True


class Clause(Identified):
    """A clause that materials point at: `standards:id#clause`."""

    id: Annotated[Id, Field(description="номер пункта: 3-1")]
    title: Annotated[Line, Field(description="о чём пункт")]


class Standard(Material):
    """A standard: what it is called, in force or not as far as is known, and what it is related to."""

    designation: Annotated[Designation, Field(title=N_("Обозначение"), description="ГОСТ Р 1.4-2004")]
    title_en: Annotated[
        Line | None, Field(title=N_("Название на английском"), description="официальное английское название")
    ] = None
    kind: Annotated[StandardKind, Field(title=N_("Вид"), description="вид стандарта")]
    issuer: Annotated[Line, Field(title=N_("Кто выпустил"), description="орган, технический комитет")]
    year: Annotated[Year | None, Field(title=N_("Год"), description="год утверждения")] = None
    in_force_since: Annotated[
        Day | None, Field(title=N_("Действует с"), description="дата введения, если известна")
    ] = None
    status: Annotated[Status, Field(title=N_("Статус"), description="статус с датой и источником")]
    relations: Annotated[tuple[Relation, ...], Field(title=N_("Связи"), description="чем заменён, что заменяет")] = ()
    ics: Annotated[tuple[Line, ...], Field(title=N_("Коды ОКС"), description="03.080.30")] = ()
    ics_confirmed: Annotated[Flag, Field(description="код виден в источнике")] = False
    sources: Annotated[
        tuple[WebAddress, ...], Field(title=N_("Источники"), description="где видели обозначение и название")
    ] = ()
    confidence: Annotated[
        Confidence,
        Field(
            title=N_("Уверенность в названии и годе"), description="насколько подтверждены обозначение, название и год"
        ),
    ]
    note: Annotated[Markdown | None, Field(title=N_("Примечание"), description="оговорки")] = None
    clauses: Annotated[tuple[Clause, ...], Field(title=N_("Пункты"), description="пункты, на которые есть ссылки")] = ()

    FACTS: ClassVar[tuple[str, ...]] = (
        "kind",
        "issuer",
        "year",
        "in_force_since",
        "ics",
        "topics",
        "title_en",
        "confidence",
        "sources",
    )
    CHAINS: ClassVar[Mapping[str, str]] = MappingProxyType({"replaced_by": "relations"})
    FACETS: ClassVar[tuple[str, ...]] = ("status", "kind", "topics", "year", "level", "confidence")
    SHARED: ClassVar[tuple[str, ...]] = ("relations",)

    @property
    def replaced_by(self) -> tuple[Reference, ...]:
        """The standards of the library that stand in its place."""
        found = (each.target for each in self.relations if each.type is RelationType.REPLACED_BY)
        return tuple(target for target in found if target is not None)


COLLECTION = Collection(
    name="standards",
    model=Standard,
    label=N_("Стандарты"),
    label_one=N_("Стандарт"),
    lead=N_("Стандарты социальных услуг, качества, доступности и правила стандартизации"),
    menu=30,
    sort_key="designation",
)
