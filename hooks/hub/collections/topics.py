"""Topics: the vocabulary by which materials are found, `docs/topics/topics.yml` (schema.org DefinedTerm)."""

from hub.content import Collection, Entry
from hub.language import N_


class Topic(Entry):
    """One topic; everything that names it is listed on its page."""


COLLECTION = Collection(
    name="topics",
    model=Topic,
    layout="list",
    label=N_("Темы"),
    label_one=N_("Тема"),
    lead=N_("О чём материалы хаба"),
)
