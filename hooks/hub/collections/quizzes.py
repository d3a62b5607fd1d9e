"""Quizzes: `courses/<course>/quizzes/<id>.yml` (schema.org Quiz, Question).

A quiz has no page of its own: the lesson that names it shows it. Answers are compared by id, never by text.
"""

from typing import Annotated, ClassVar, Literal, NamedTuple, TypeAlias

from pydantic import Field, model_validator

from hub.content import Collection, Entry, Identified
from hub.fields import Count, Flag, Markdown, Reference, RefTo, mistake
from hub.language import N_


class Option(Identified):
    """An answer to choose, with what a learner reads after choosing it."""

    text: Annotated[Markdown, Field(description="текст варианта")]
    correct: Annotated[Flag, Field(description="верен ли вариант")] = False
    feedback: Annotated[Markdown, Field(description="что прочтёт выбравший: почему верно или неверно")]


class _Question(Identified):
    text: Annotated[Markdown, Field(description="вопрос")]
    weight: Annotated[Count, Field(description="вес вопроса")] = 1
    hint: Annotated[Markdown | None, Field(description="подсказка")] = None
    explanation: Annotated[Markdown | None, Field(description="разбор после ответа")] = None
    assesses: Annotated[
        tuple[Annotated[Reference, RefTo("competencies")], ...], Field(description="id компетенций")
    ] = ()


class _Choosing(_Question):
    options: Annotated[tuple[Option, ...], Field(min_length=2, description="варианты ответа")]

    def right(self) -> tuple[str, ...]:
        """Return the ids of the right options."""
        return tuple(option.id for option in self.options if option.correct)


class SingleQuestion(_Choosing):
    """One right answer of several. Diagnostics: E222."""

    kind: Annotated[Literal["single"], Field(description="один верный ответ")]

    @model_validator(mode="after")
    def _check_right(self) -> "SingleQuestion":
        if len(self.right()) != 1:
            raise mistake("E222", read=self.id, length=len(self.right()), expected="ровно один")
        return self


class MultipleQuestion(_Choosing):
    """Several right answers. Diagnostics: E222."""

    kind: Annotated[Literal["multiple"], Field(description="несколько верных ответов")]

    @model_validator(mode="after")
    def _check_right(self) -> "MultipleQuestion":
        if not self.right():
            raise mistake("E222", read=self.id, length=0, expected="хотя бы один")
        return self


class TrueFalseQuestion(_Question):
    """A statement that is true or false, with feedback for either answer."""

    kind: Annotated[Literal["true-false"], Field(description="утверждение: верно или неверно")]
    correct: Annotated[Flag, Field(description="верно ли утверждение")]
    feedback_true: Annotated[Markdown, Field(description="что прочтёт ответивший «верно»")]
    feedback_false: Annotated[Markdown, Field(description="что прочтёт ответивший «неверно»")]


Question: TypeAlias = Annotated[SingleQuestion | MultipleQuestion | TrueFalseQuestion, Field(discriminator="kind")]


class Check(NamedTuple):
    """What the rest of the hub needs to know of a question."""

    id: str
    weight: int
    aliases: tuple[str, ...]
    assesses: tuple[Reference, ...]


class Quiz(Entry):
    """A quiz of a course."""

    questions: Annotated[tuple[Question, ...], Field(min_length=1, description="вопросы по порядку")]
    pass_mark: Annotated[Count, Field(le=100, description="сколько процентов считать успехом")] = 70

    SHARED: ClassVar[tuple[str, ...]] = ("pass_mark", "checks")

    @property
    def checks(self) -> tuple[Check, ...]:
        """Every question in its order, as other pages know it."""
        return tuple(Check(each.id, each.weight, each.aliases, each.assesses) for each in self.questions)


COLLECTION = Collection(
    name="quizzes",
    model=Quiz,
    layout="quizzes",
    label=N_("Проверки себя"),
    label_one=N_("Проверка себя"),
    has_pages=False,
    indexed=False,
)
