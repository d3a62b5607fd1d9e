"""Quizzes: `courses/<course>/quizzes/<id>.yml` (schema.org Quiz, Question).

A quiz has no page of its own: the lesson that names it shows it. What can be asked is in `questions`.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, NamedTuple

from pydantic import Field, model_validator

from hub.collections.quizzes.folding import fold
from hub.collections.quizzes.questions import (
    GapsQuestion,
    MatchingQuestion,
    MultipleQuestion,
    NumericQuestion,
    OrderingQuestion,
    Question,
    ScaleQuestion,
    ShortTextQuestion,
    SingleQuestion,
    TrueFalseQuestion,
    WordsQuestion,
)
from hub.content import BlankField, Collection, Entry, Identified
from hub.fields import Count, Flag, Id, Reference, mistake
from hub.language import N_

__all__ = [
    "COLLECTION",
    "Bank",
    "Check",
    "GapsQuestion",
    "MatchingQuestion",
    "MultipleQuestion",
    "NumericQuestion",
    "OrderingQuestion",
    "Question",
    "Quiz",
    "ScaleQuestion",
    "ShortTextQuestion",
    "SingleQuestion",
    "TrueFalseQuestion",
    "WordsQuestion",
    "fold",
]


class Bank(Identified):
    """Questions of which every attempt shows only some."""

    take: Annotated[Count, Field(ge=1, description="сколько вопросов показать за одну попытку")]
    questions: Annotated[
        tuple[Id, ...], Field(description="id вопросов; без поля — все, что не названы в других наборах")
    ] = ()


class Check(NamedTuple):
    """What the rest of the hub needs to know of a question."""

    id: str
    weight: int
    aliases: tuple[str, ...]
    assesses: tuple[Reference, ...]


class Quiz(Entry):
    """A quiz of a course. Diagnostics: E235, E236, E239."""

    questions: Annotated[tuple[Question, ...], Field(min_length=1, description="вопросы по порядку")]
    pass_mark: Annotated[Count, Field(le=100, description="сколько процентов считать успехом")] = 70
    attempts: Annotated[
        Count | None, Field(ge=1, le=10, description="сколько раз можно пройти; без поля — сколько угодно")
    ] = None
    shuffle_questions: Annotated[Flag, Field(description="true — перемешивать вопросы в каждой попытке")] = False
    shuffle_options: Annotated[Flag, Field(description="true — перемешивать варианты в каждой попытке")] = False
    banks: Annotated[tuple[Bank, ...], Field(description="наборы: из каждого показать только часть вопросов")] = ()

    SHARED: ClassVar[tuple[str, ...]] = ("pass_mark", "checks")

    @property
    def checks(self) -> tuple[Check, ...]:
        """Every question in its order, as other pages know it."""
        return tuple(Check(each.id, each.weight, each.aliases, each.assesses) for each in self.questions)

    def declared_blanks(self) -> Mapping[str, BlankField]:
        """Return the gaps and words of all passages: each question has checked its own."""
        found: dict[str, BlankField] = {}
        for question in self.questions:
            if isinstance(question, GapsQuestion | WordsQuestion):
                found |= question.blanks("gaps" if isinstance(question, GapsQuestion) else "words")
        return found

    def banked(self, bank: Bank) -> Sequence[str]:
        """Return the ids of the questions of a bank."""
        if bank.questions:
            return bank.questions
        elsewhere = {id_ for other in self.banks for id_ in other.questions}
        return [question.id for question in self.questions if question.id not in elsewhere]

    @model_validator(mode="after")
    def _check_ids(self) -> "Quiz":
        taken = {question.id for question in self.questions}
        for number, question in enumerate(self.questions):
            for index, alias in enumerate(question.aliases):
                if alias in taken:
                    raise mistake("E239", read=alias, at=f"questions.{number}.aliases.{index}")
                taken.add(alias)
        return self

    @model_validator(mode="after")
    def _check_banks(self) -> "Quiz":
        known, named = {question.id for question in self.questions}, dict[str, str]()
        for number, bank in enumerate(self.banks):
            for index, id_ in enumerate(bank.questions):
                at = f"banks.{number}.questions.{index}"
                if id_ not in known:
                    raise mistake("E236", bank=bank.id, problem=f"нет вопроса «{id_}»", at=at)
                if id_ in named:
                    problem = f"вопрос «{id_}» уже назван в наборе «{named[id_]}»"
                    raise mistake("E236", bank=bank.id, problem=problem, at=at)
                named[id_] = bank.id
            length = len(self.banked(bank))
            if bank.take > length:
                raise mistake("E235", read=bank.id, length=length, take=bank.take, at=f"banks.{number}.take")
        return self


COLLECTION = Collection(
    name="quizzes",
    model=Quiz,
    layout="quizzes",
    label=N_("Проверки себя"),
    label_one=N_("Проверка себя"),
    has_pages=False,
    indexed=False,
)
