"""The glossary: `docs/terms/<id>.yml` (schema.org DefinedTerm)."""

from typing import Annotated, ClassVar

from pydantic import Field

from hub.content import Collection, Confidence, Entry
from hub.fields import Anything, Day, Line, Markdown, WebAddress
from hub.language import N_


class Term(Entry):
    """A term or an abbreviation; `title` is the term itself."""

    abbreviation: Annotated[Line | None, Field(title=N_("Сокращение"), description="сокращение, если есть")] = None
    definition: Annotated[Markdown, Field(title=N_("Определение"), description="определение простыми словами")]
    defined_in: Annotated[
        tuple[Anything, ...], Field(title=N_("Определён в"), description="стандарт или акт: standards:…, acts:…")
    ] = ()
    sources: Annotated[tuple[WebAddress, ...], Field(title=N_("Источники"), description="где это прочитано")] = ()
    checked_on: Annotated[Day | None, Field(title=N_("Проверено"), description="когда источник открывали")] = None
    confidence: Annotated[Confidence, Field(title=N_("Уверенность"), description="high, medium, low")] = Confidence.LOW

    FACTS: ClassVar[tuple[str, ...]] = ("abbreviation", "defined_in", "checked_on", "confidence", "sources")
    FACETS: ClassVar[tuple[str, ...]] = ("confidence",)


COLLECTION = Collection(
    name="terms",
    model=Term,
    label=N_("Словарь"),
    label_one=N_("Термин"),
    lead=N_("Слова и сокращения простым языком"),
    menu=55,
)
