"""Conditions (nosologies): `docs/conditions/conditions.yml` (schema.org MedicalCondition as DefinedTerm)."""

from hub.content import Collection, Entry
from hub.language import N_


class Condition(Entry):
    """A disease or a group of diseases that organisations unite around; never a medical advice."""


COLLECTION = Collection(
    name="conditions",
    model=Condition,
    layout="list",
    label=N_("Нозологии"),
    label_one=N_("Нозология"),
    lead=N_("Заболевания, вокруг которых объединились пациентские организации"),
)
