"""Acts of law that materials rest on: `docs/acts/<id>.yml` (schema.org Legislation)."""

from typing import Annotated, ClassVar

from pydantic import Field

from hub.content import Choice, Collection, Confidence, Entry, Identified
from hub.fields import Day, Id, Line, Markdown, Reference, RefTo, WebAddress
from hub.language import N_


class ActKind(Choice):
    """The form of an act."""

    FEDERAL_LAW = "federal-law", N_("Федеральный закон")
    REGIONAL_LAW = "regional-law", N_("Закон субъекта РФ")
    DECREE = "decree", N_("Указ Президента РФ")
    RESOLUTION = "resolution", N_("Постановление Правительства РФ")
    ORDER = "order", N_("Приказ")
    REGIONAL_ACT = "regional-act", N_("Акт субъекта РФ")
    MUNICIPAL_ACT = "municipal-act", N_("Муниципальный акт")


class Provision(Identified):
    """An article that materials point at: `acts:212-fz#20`."""

    id: Annotated[Id, Field(description="номер статьи: 20, 79-1")]
    title: Annotated[Line, Field(description="как статья называется или о чём она")]
    rule: Annotated[Markdown | None, Field(title=N_("О чём"), description="норма своими словами")] = None
    confidence: Annotated[Confidence, Field(title=N_("Уверенность"), description="high, medium, low")] = Confidence.LOW


class Act(Entry):
    """An act: what it governs here, where that was read, when, and how sure it is."""

    kind: Annotated[ActKind, Field(title=N_("Вид"), description="форма акта")]
    number: Annotated[Line, Field(title=N_("Номер"), description="номер акта")]
    date: Annotated[Day | None, Field(title=N_("Дата"), description="дата подписания")] = None
    region: Annotated[
        Annotated[Reference, RefTo("regions")] | None, Field(title=N_("Регион"), description="для регионального акта")
    ] = None
    governs: Annotated[Markdown, Field(title=N_("Что регулирует"), description="что из акта важно для хаба")]
    provisions: Annotated[
        tuple[Provision, ...], Field(title=N_("Статьи"), description="статьи, на которые есть ссылки")
    ] = ()
    sources: Annotated[tuple[WebAddress, ...], Field(title=N_("Источники"), description="где это прочитано")] = ()
    checked_on: Annotated[Day, Field(title=N_("Проверено"), description="когда источник открывали")]
    confidence: Annotated[Confidence, Field(title=N_("Уверенность"), description="high, medium, low")]

    FACTS: ClassVar[tuple[str, ...]] = ("kind", "number", "date", "region", "checked_on", "confidence", "sources")
    FACETS: ClassVar[tuple[str, ...]] = ("kind", "confidence")


COLLECTION = Collection(
    name="acts",
    model=Act,
    label=N_("Правовые акты"),
    label_one=N_("Правовой акт"),
    menu_label=N_("Законы"),
    lead=N_("Законы и приказы, на которые опираются материалы"),
    menu=70,
)
