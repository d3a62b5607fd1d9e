"""Support measures: money, rooms and advice that an NGO can ask for, `docs/support/<id>.yml` (schema.org Service)."""

from typing import Annotated, ClassVar

from pydantic import Field

from hub.content import Choice, Collection, Confidence, Entry
from hub.fields import Day, Line, Markdown, Reference, RefTo, WebAddress, Year
from hub.language import N_


class SupportForm(Choice):
    """In what form help comes."""

    MONEY = "money", N_("Деньги")
    PLACE = "place", N_("Помещение")
    ADVICE = "advice", N_("Консультации и обучение")


class Support(Entry):
    """A measure of support as its source describes it, with the year that the source speaks of."""

    form: Annotated[tuple[SupportForm, ...], Field(min_length=1, title=N_("Форма"), description="money, place, advice")]
    provider: Annotated[Line, Field(title=N_("Кто даёт"), description="кто оказывает поддержку")]
    place: Annotated[Line, Field(title=N_("Где"), description="город или страна")]
    regions: Annotated[
        tuple[Annotated[Reference, RefTo("regions")], ...], Field(title=N_("Регионы"), description="id регионов")
    ] = ()
    year: Annotated[Year | None, Field(title=N_("Год сведений"), description="на какой год сведения")] = None
    amount: Annotated[Line | None, Field(title=N_("Сумма"), description="сумма, как её называет источник")] = None
    body: Annotated[Markdown, Field(description="что дают и как попросить")]
    source_document: Annotated[Line | None, Field(title=N_("Документ-источник"), description="документ без адреса")] = (
        None
    )
    sources: Annotated[tuple[WebAddress, ...], Field(title=N_("Источники"), description="адреса")] = ()
    checked_on: Annotated[Day, Field(title=N_("Проверено"), description="когда источник читали")]
    confidence: Annotated[Confidence, Field(title=N_("Уверенность"), description="high, medium, low")]

    FACTS: ClassVar[tuple[str, ...]] = (
        "form", "provider", "place", "regions", "year", "amount", "source_document", "sources", "checked_on",
        "confidence",
    )  # fmt: skip
    FACETS: ClassVar[tuple[str, ...]] = ("form", "regions")


COLLECTION = Collection(
    name="support",
    model=Support,
    label=N_("Меры поддержки"),
    label_one=N_("Мера поддержки"),
    menu_label=N_("Поддержка"),
    lead=N_("Деньги, помещения и советы, о которых можно попросить"),
    menu=65,
)
