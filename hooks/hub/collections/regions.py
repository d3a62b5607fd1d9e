"""Regions: `docs/regions/regions.yml` (schema.org AdministrativeArea)."""

from typing import Annotated, ClassVar

from pydantic import Field

from hub.content import Collection, Entry
from hub.fields import Line
from hub.language import N_


class Region(Entry):
    """A region of a country."""

    country: Annotated[Line, Field(title=N_("Страна"), description="страна по-русски")] = "Россия"

    FACTS: ClassVar[tuple[str, ...]] = ("country",)
    FACETS: ClassVar[tuple[str, ...]] = ("country",)


COLLECTION = Collection(
    name="regions",
    model=Region,
    layout="list",
    label=N_("Регионы"),
    label_one=N_("Регион"),
    lead=N_("Что на хабе связано с регионом"),
)
