"""Lessons: `courses/<course>/lessons/<id>.md`, fields in the front matter (schema.org LearningResource).

A lesson's address is `/courses/<course>/<id>/`: it does not name the module, so moving a lesson keeps it.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from hub.collections.forms import ChecklistGroup
from hub.content import Choice, Collection, Identified, Material
from hub.fields import Id, Line, Markdown, Minutes, Reference, RefTo, WebAddress, clock, mistake
from hub.language import N_


class LessonKind(Choice):
    """What a learner does in a lesson."""

    TEXT = "text", N_("Чтение")
    RECORDING = "recording", N_("Запись")
    PRACTICE = "practice", N_("Практика")
    CHECKLIST = "checklist", N_("Лист проверки")
    QUIZ = "quiz", N_("Проверка себя")
    ASSIGNMENT = "assignment", N_("Задание")
    EXTERNAL = "external", N_("Чтение на другом сайте")


class RubricLevel(Identified):
    """One level of a criterion: its name and what is seen in work of this level."""

    title: Annotated[Line, Field(description="название ступени: «Готово»")]
    text: Annotated[Markdown, Field(description="что видно в работе на этой ступени")]


class Criterion(Identified):
    """One criterion of self-review; its levels go from the first to the best."""

    title: Annotated[Line, Field(description="что оценивают: «Кому помогаем»")]
    note: Annotated[Markdown | None, Field(description="пояснение к критерию")] = None
    levels: Annotated[tuple[RubricLevel, ...], Field(min_length=2, description="ступени: от первой к лучшей")]


# The field that a kind stands on, and the kind that alone has a field.
STANDS_ON: Mapping[LessonKind, str] = MappingProxyType(
    {
        LessonKind.QUIZ: "quiz",
        LessonKind.RECORDING: "recording",
        LessonKind.EXTERNAL: "url",
        LessonKind.PRACTICE: "form",
        LessonKind.CHECKLIST: "checklist",
        LessonKind.ASSIGNMENT: "rubric",
    }
)
BELONGS_TO: Mapping[str, LessonKind] = MappingProxyType(
    {
        "form": LessonKind.PRACTICE,
        "checklist": LessonKind.CHECKLIST,
        "rubric": LessonKind.ASSIGNMENT,
        "start": LessonKind.RECORDING,
        "end": LessonKind.RECORDING,
    }
)


class Lesson(Material):
    """One lesson. Diagnostics: E225 when a kind lacks the field that it stands on, E241, E242, E244, E247."""

    kind: Annotated[
        LessonKind,
        Field(title=N_("Вид"), description="text, recording, practice, checklist, quiz, assignment, external"),
    ]
    time_required: Annotated[Minutes, Field(title=N_("Время"), description="минуты")]
    body: Annotated[Markdown, Field(description="текст урока (пишется под шапкой)")]
    quiz: Annotated[Id | None, Field(description="для kind: quiz — имя файла в quizzes/")] = None
    recording: Annotated[
        Reference | None,
        RefTo("webinars", with_place=True),
        Field(description="для kind: recording — webinars:id#запись или webinars:id#глава"),
    ] = None
    start: Annotated[
        Minutes | None, Field(alias="from", description="для kind: recording — с какого времени показать, 12:30")
    ] = None
    end: Annotated[
        Minutes | None, Field(alias="to", description="для kind: recording — до какого времени показать, 20:00")
    ] = None
    form: Annotated[
        Reference | None, RefTo("forms"), Field(description="для kind: practice — id бланка, который заполняют")
    ] = None
    checklist: Annotated[
        tuple[ChecklistGroup, ...], Field(description="для kind: checklist — группы пунктов, которые отмечают")
    ] = ()
    rubric: Annotated[
        tuple[Criterion, ...], Field(description="для kind: assignment — критерии, по которым работу оценивают сами")
    ] = ()
    url: Annotated[WebAddress | None, Field(description="для kind: external — адрес")] = None
    teaches: Annotated[
        tuple[Annotated[Reference, RefTo("competencies")], ...],
        Field(title=N_("Чему учит"), description="id компетенций"),
    ] = ()
    assesses: Annotated[
        tuple[Annotated[Reference, RefTo("competencies")], ...],
        Field(title=N_("Что проверяет"), description="id компетенций"),
    ] = ()

    FACTS: ClassVar[tuple[str, ...]] = ("teaches", "assesses", "topics", "based_on", "modified", "review_by")
    SHARED: ClassVar[tuple[str, ...]] = ("quiz", "teaches", "assesses", "form", "recording", "start", "end")

    @model_validator(mode="after")
    def _check_kind(self) -> "Lesson":
        needed = STANDS_ON.get(self.kind)
        if needed and not getattr(self, needed):
            raise mistake("E225", read=self.kind, field=needed)
        if self.kind is LessonKind.TEXT and not self.body.parts:
            raise mistake("E247")
        for name, kind in BELONGS_TO.items():
            if getattr(self, name) and self.kind is not kind:
                written = type(self).model_fields[name].alias or name
                raise mistake("E242", read=self.kind, field=written, end_field=written, expected=kind)
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise mistake("E241", read=clock(self.end), start=clock(self.start))
        return self

    def marked_ids(self) -> Sequence[tuple[str, tuple[str | int, ...]]]:
        """Return the ids of groups, items and criteria: what a learner marks is kept under them."""
        found: list[tuple[str, tuple[str | int, ...]]] = []
        for number, group in enumerate(self.checklist):
            found.append((group.id, ("checklist", number)))
            found += ((item.id, ("checklist", number, "items", place)) for place, item in enumerate(group.items))
        return [*found, *((each.id, ("rubric", number)) for number, each in enumerate(self.rubric))]


COLLECTION = Collection(
    name="lessons",
    model=Lesson,
    layout="lessons",
    label=N_("Уроки"),
    label_one=N_("Урок"),
    lead=N_("Уроки всех курсов"),
    sort_key="",
)
