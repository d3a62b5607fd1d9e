"""Organisations: NGOs, councils' bodies, publishers: `docs/organisations/<id>.yml` (schema.org Organization)."""

from typing import Annotated, ClassVar

from pydantic import Field

from hub.content import Choice, Collection, Entry
from hub.fields import Day, Reference, RefTo, WebAddress, Year
from hub.language import N_


class OrganisationKind(Choice):
    """What an organisation is."""

    NGO = "ngo", N_("Некоммерческая организация")
    UNION = "union", N_("Объединение организаций")
    RESOURCE_CENTRE = "resource-centre", N_("Ресурсный центр")
    AUTHORITY = "authority", N_("Орган власти")
    COUNCIL = "council", N_("Общественный совет")
    STANDARDS_BODY = "standards-body", N_("Орган по стандартизации")
    INTERNATIONAL = "international", N_("Международная организация")


class Organisation(Entry):
    """An organisation that the hub's materials name. It is a source, never an owner of the hub."""

    kind: Annotated[OrganisationKind, Field(title=N_("Вид"), description="вид организации")]
    founded: Annotated[Year | None, Field(title=N_("Год создания"), description="год")] = None
    regions: Annotated[
        tuple[Annotated[Reference, RefTo("regions")], ...], Field(title=N_("Регионы"), description="id регионов")
    ] = ()
    conditions: Annotated[
        tuple[Annotated[Reference, RefTo("conditions")], ...],
        Field(title=N_("Нозологии"), description="id заболеваний"),
    ] = ()
    website: Annotated[WebAddress | None, Field(title=N_("Сайт"), description="официальный сайт")] = None
    sources: Annotated[tuple[WebAddress, ...], Field(title=N_("Источники"), description="где это прочитано")] = ()
    checked_on: Annotated[Day | None, Field(title=N_("Проверено"), description="когда источник открывали")] = None

    FACTS: ClassVar[tuple[str, ...]] = ("kind", "founded", "regions", "conditions", "website", "checked_on", "sources")
    FACETS: ClassVar[tuple[str, ...]] = ("kind", "regions", "conditions")


COLLECTION = Collection(
    name="organisations",
    model=Organisation,
    label=N_("Организации"),
    label_one=N_("Организация"),
    lead=N_("Организации, о которых говорят материалы хаба"),
)
