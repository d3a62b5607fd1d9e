"""Questionnaires in which people see how things stand: `docs/assessments/<id>.yml`.

Domains hold criteria, criteria hold statements; a statement is answered with one of five levels, each told by what can
be seen at it. Answers stay in the reader's browser, by the ids of statements.
"""

from typing import Annotated, ClassVar, NamedTuple

from pydantic import Field, model_validator

from hub.content import Collection, Identified, Material
from hub.fields import Anything, Line, Markdown, Minutes, Reference, RefTo, mistake
from hub.language import N_

LEVELS = 5  # 0 to 4


class Statement(Identified):
    """One statement with what can be seen at each level. Diagnostics: E320, E321."""

    text: Annotated[Markdown, Field(description="утверждение: то, что можно увидеть или проверить")]
    evidence: Annotated[Line | None, Field(description="по чему это видно: документ, запись, разговор")] = None
    competencies: Annotated[
        tuple[Annotated[Reference, RefTo("competencies")], ...],
        Field(description="id компетенций: по ним подбирают уроки"),
    ] = ()
    helps: Annotated[
        tuple[Anything, ...],
        Field(description="что прямо поможет, если уровень ниже 3: lessons, toolkits, standards… вида «раздел:id»"),
    ] = ()
    levels: Annotated[
        tuple[Markdown, ...], Field(description="пять строк, от уровня 0 до уровня 4: что видно на этом уровне")
    ] = ()

    @model_validator(mode="after")
    def _check_levels(self) -> "Statement":
        if not self.levels:
            raise mistake("E320", read=self.id)
        if len(self.levels) != LEVELS:
            raise mistake("E321", read=self.id, length=len(self.levels))
        return self


class Criterion(Identified):
    """What is judged by a few statements together: a gap is told of it."""

    title: Annotated[Line, Field(description="название, коротко: оно стоит в профиле и в программе")]
    statements: Annotated[tuple[Statement, ...], Field(min_length=1, description="утверждения")]


class Domain(Identified):
    """An area: one axis of the profile."""

    title: Annotated[Line, Field(description="название области")]
    text: Annotated[Markdown | None, Field(description="о чём область")] = None
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1, description="критерии")]


class Measure(NamedTuple):
    """What the rest of the hub needs to know of a statement; `place` is its domain, criterion and number there."""

    id: str
    aliases: tuple[str, ...]
    competencies: tuple[Reference, ...]
    is_idle: bool
    place: tuple[int, int, int]


class Assessment(Material):
    """A questionnaire: domains, criteria, statements at five levels. Diagnostics: E322, W318."""

    time_required: Annotated[Minutes, Field(title=N_("Время"), description="сколько займут ответы, минуты")]
    before: Annotated[Markdown | None, Field(description="как отвечать: кто, с кем, о каком времени")] = None
    after: Annotated[Markdown | None, Field(description="что делать с профилем: под результатом")] = None
    domains: Annotated[tuple[Domain, ...], Field(min_length=1, description="области по порядку")]

    FACTS: ClassVar[tuple[str, ...]] = ("audience", "topics", "based_on", "modified", "review_by")
    FACETS: ClassVar[tuple[str, ...]] = ("audience", "topics")
    SHARED: ClassVar[tuple[str, ...]] = ("measures",)
    HAS_ONE_SPACE_OF_IDS: ClassVar[bool] = True

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Every statement in its order, as other pages know it."""
        return tuple(
            Measure(each.id, each.aliases, each.competencies, not (each.competencies or each.helps), (first, second, k))
            for first, domain in enumerate(self.domains)
            for second, criterion in enumerate(domain.criteria)
            for k, each in enumerate(criterion.statements)
        )


COLLECTION = Collection(
    name="assessments",
    model=Assessment,
    label=N_("Самооценка"),
    label_one=N_("Анкета самооценки"),
    lead=N_("Ответьте на вопросы и получите профиль и свою программу обучения"),
    menu=45,
)
