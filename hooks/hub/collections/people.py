"""People who speak, write or answer for something: `docs/people/<id>.yml` (schema.org Person).

Only with the person's consent or from an official source: see the policy of the hub.
"""

from typing import Annotated, ClassVar

from pydantic import Field

from hub.content import Collection, Entry
from hub.fields import Line, Reference, RefTo, WebAddress
from hub.language import N_


class Person(Entry):
    """A person; `title` is the name as they wish to be called."""

    role: Annotated[Line | None, Field(title=N_("Роль"), description="кто это, одной строкой")] = None
    organisation: Annotated[
        Annotated[Reference, RefTo("organisations")] | None,
        Field(title=N_("Организация"), description="id организации"),
    ] = None
    consent: Annotated[
        Line, Field(description="на каком основании опубликовано имя: согласие или официальный источник")
    ]
    website: Annotated[WebAddress | None, Field(title=N_("Сайт"), description="страница человека")] = None

    FACTS: ClassVar[tuple[str, ...]] = ("role", "organisation", "website")


COLLECTION = Collection(
    name="people",
    model=Person,
    label=N_("Люди"),
    label_one=N_("Человек"),
    lead=N_("Кто говорит, пишет и отвечает"),
)
