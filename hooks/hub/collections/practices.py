"""Practices: what others did, with sources and years: `docs/practices/<id>.yml` (schema.org CreativeWork)."""

from typing import Annotated, ClassVar

from pydantic import Field

from hub.content import Choice, Collection, Material
from hub.fields import Day, Line, Markdown, Reference, RefTo, WebAddress
from hub.language import N_


class Outcome(Choice):
    """What became of it."""

    DONE = "done", N_("Выполнено")
    RUNNING = "running", N_("Действует")
    PLAN = "plan", N_("План, не получивший поддержки")
    UNKNOWN = "unknown", N_("Итог неизвестен")


class Practice(Material):
    """A practice card. `plan` is never shown as achieved."""

    organisation: Annotated[
        Annotated[Reference, RefTo("organisations")] | None, Field(title=N_("Организация"), description="чья практика")
    ] = None
    period: Annotated[Line, Field(title=N_("Когда"), description="годы или даты")]
    outcome: Annotated[Outcome, Field(title=N_("Итог"), description="done, running, plan, unknown")]
    body: Annotated[Markdown, Field(description="описание")]
    sources: Annotated[tuple[WebAddress, ...], Field(title=N_("Источники"), description="адреса")] = ()
    source_document: Annotated[
        Line | None, Field(title=N_("Документ-источник"), description="если источник — документ без адреса")
    ] = None
    checked_on: Annotated[Day, Field(title=N_("Проверено"), description="когда источник открывали")]

    FACTS: ClassVar[tuple[str, ...]] = (
        "organisation",
        "period",
        "outcome",
        "regions",
        "level",
        "topics",
        "source_document",
        "sources",
        "checked_on",
    )
    FACETS: ClassVar[tuple[str, ...]] = ("outcome", "regions", "level", "topics")


COLLECTION = Collection(
    name="practices",
    model=Practice,
    label=N_("Практики"),
    label_one=N_("Практика"),
    lead=N_("Как это делают другие: примеры с источниками и годами"),
    menu=60,
)
