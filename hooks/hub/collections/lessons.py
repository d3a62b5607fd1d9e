"""Lessons: `courses/<course>/lessons/<id>.md`, fields in the front matter (schema.org LearningResource).

A lesson's address is `/courses/<course>/<id>/`: it does not name the module, so moving a lesson keeps it.
"""

from typing import Annotated, ClassVar

from pydantic import Field, model_validator

from hub.content import Choice, Collection, Material
from hub.fields import Anything, Id, Markdown, Minutes, Reference, RefTo, WebAddress, mistake
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


class Lesson(Material):
    """One lesson. Diagnostics: E225 when a kind lacks the field that it stands on."""

    kind: Annotated[
        LessonKind,
        Field(title=N_("Вид"), description="text, recording, practice, checklist, quiz, assignment, external"),
    ]
    time_required: Annotated[Minutes, Field(title=N_("Время"), description="минуты")]
    body: Annotated[Markdown, Field(description="текст урока (пишется под шапкой)")]
    quiz: Annotated[Id | None, Field(description="для kind: quiz — имя файла в quizzes/")] = None
    recording: Annotated[Anything | None, Field(description="для kind: recording — webinars:id#запись")] = None
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
    SHARED: ClassVar[tuple[str, ...]] = ("quiz", "teaches", "assesses")

    @model_validator(mode="after")
    def _check_kind(self) -> "Lesson":
        needed = {LessonKind.QUIZ: "quiz", LessonKind.RECORDING: "recording", LessonKind.EXTERNAL: "url"}.get(self.kind)
        if needed and getattr(self, needed) is None:
            raise mistake("E225", read=self.kind, field=needed)
        return self


COLLECTION = Collection(
    name="lessons",
    model=Lesson,
    layout="lessons",
    label=N_("Уроки"),
    label_one=N_("Урок"),
    lead=N_("Уроки всех курсов"),
    sort_key="",
)
