"""Courses: `courses/<id>/course.yml` (schema.org Course). One folder is one course, whole."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar

from pydantic import Field

from hub.content import Collection, Identified, Material
from hub.fields import Id, Line, Markdown, Reference, RefTo
from hub.language import N_


class Module(Identified):
    """A module: its objectives and its lessons in order."""

    title: Annotated[Line, Field(description="название модуля")]
    objectives: Annotated[tuple[Markdown, ...], Field(description="что слушатель сможет после модуля")] = ()
    lessons: Annotated[tuple[Id, ...], Field(description="id уроков: имена файлов в lessons/")] = ()


class Course(Material):
    """A course: what one will be able to do, for whom, how it is built."""

    objectives: Annotated[tuple[Markdown, ...], Field(min_length=1, description="что слушатель сможет после курса")]
    modules: Annotated[tuple[Module, ...], Field(min_length=1, description="модули по порядку")]
    body: Annotated[Markdown | None, Field(description="подробнее о курсе")] = None
    result: Annotated[Markdown | None, Field(description="с чем слушатель выйдет")] = None
    educational_level: Annotated[Line | None, Field(title=N_("Сложность"), description="кому по силам")] = None
    teaches: Annotated[
        tuple[Annotated[Reference, RefTo("competencies")], ...],
        Field(title=N_("Чему учит"), description="id компетенций: ячейка или целый блок"),
    ] = ()
    prerequisites: Annotated[
        tuple[Annotated[Reference, RefTo("courses")], ...],
        Field(title=N_("Сначала пройдите"), description="id курсов, которые нужны до этого"),
    ] = ()
    competency_required: Annotated[
        tuple[Annotated[Reference, RefTo("competencies")], ...],
        Field(title=N_("Что нужно уметь до курса"), description="id компетенций"),
    ] = ()

    FACTS: ClassVar[tuple[str, ...]] = (
        "audience",
        "educational_level",
        "level",
        "topics",
        "teaches",
        "prerequisites",
        "competency_required",
        "direction",
        "modified",
        "review_by",
        "licence",
    )
    CHAINS: ClassVar[Mapping[str, str]] = MappingProxyType({"prerequisites": "prerequisites"})
    FACETS: ClassVar[tuple[str, ...]] = ("audience", "topics", "teaches", "level", "direction")
    SHARED: ClassVar[tuple[str, ...]] = ("modules", "competency_required")


COLLECTION = Collection(
    name="courses",
    model=Course,
    layout="course",
    label=N_("Курсы"),
    label_one=N_("Курс"),
    lead=N_("Короткие уроки с заданиями, которые сразу идут в дело"),
    menu=10,
)
