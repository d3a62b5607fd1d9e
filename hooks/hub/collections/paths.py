"""Paths: what to take in which order, from anywhere on the hub: `docs/paths/<id>.yml`."""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from hub.content import Collection, Identified, Material
from hub.fields import Anything, Flag, Line, Markdown, Minutes, Reference
from hub.language import N_


class PathStep(Identified):
    """One item: what to open and why, or what may be taken in its place."""

    to: Annotated[Anything, Field(description="что открыть: courses:id#урок, toolkits:id, pages:имя")]
    title: Annotated[Line | None, Field(description="название, если не подходит название записи")] = None
    why: Annotated[Markdown | None, Field(description="зачем это здесь, одним предложением")] = None
    minutes: Annotated[Minutes | None, Field(description="время, если его не знает сама запись")] = None
    optional: Annotated[Flag, Field(description="true — можно пропустить")] = False
    alternatives: Annotated[tuple[Anything, ...], Field(description="что подойдёт вместо этого")] = ()

    def ways(self) -> Iterator[tuple[tuple[str | int, ...], Reference]]:
        """Yield what the item leads to, each with the path of its field."""
        yield ("to",), self.to
        for index, reference in enumerate(self.alternatives):
            yield ("alternatives", index), reference


class Stage(Identified):
    """A part of a path: a month, a task."""

    title: Annotated[Line, Field(description="название части")]
    text: Annotated[Markdown | None, Field(description="что получится к её концу")] = None
    items: Annotated[tuple[PathStep, ...], Field(min_length=1, description="пункты по порядку")]


class LearningPath(Material):
    """A path: stages with items in order. Diagnostics: E322, E324, E325."""

    before: Annotated[Markdown | None, Field(description="как идти по пути")] = None
    stages: Annotated[tuple[Stage, ...], Field(min_length=1, description="части по порядку")]
    after: Annotated[Markdown | None, Field(description="что дальше")] = None

    FACTS: ClassVar[tuple[str, ...]] = ("audience", "topics", "modified", "review_by")
    FACETS: ClassVar[tuple[str, ...]] = ("audience", "topics")
    SHARED: ClassVar[tuple[str, ...]] = ("stages",)
    HAS_ONE_SPACE_OF_IDS: ClassVar[bool] = True


COLLECTION = Collection(
    name="paths",
    model=LearningPath,
    label=N_("Пути"),
    label_one=N_("Путь"),
    lead=N_("Что пройти и в каком порядке, если не хочется выбирать самому"),
    menu=58,
)
