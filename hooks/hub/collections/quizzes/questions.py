"""The kinds of questions of a quiz (schema.org Question; long: ten declarations, read as a list).

Answers are compared by the ids of what was chosen; what is typed, by the accepted forms or the number. What a learner
reads after an answer is asked for in every kind that has a wrong one.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from hub.collections.quizzes.folding import fold
from hub.content import BlankField, Identified, Part
from hub.fields import Anything, Count, Flag, Line, Markdown, Number, Reference, RefTo, format_number, mistake
from hub.markdown import Document

Forms: TypeAlias = Annotated[tuple[Line, ...], Field(description="какие ответы принимаются; регистр и «ё» не важны")]


class Option(Identified):
    """An answer to choose, with what a learner reads after choosing it."""

    text: Annotated[Markdown, Field(description="текст варианта")]
    correct: Annotated[Flag, Field(description="верен ли вариант")] = False
    feedback: Annotated[Markdown, Field(description="что прочтёт выбравший: почему верно или неверно")]


class _Asked(Identified):
    """What every question has, judged or not."""

    text: Annotated[Markdown, Field(description="вопрос")]
    hint: Annotated[Markdown | None, Field(description="подсказка")] = None
    explanation: Annotated[Markdown | None, Field(description="разбор после ответа")] = None
    reread: Annotated[
        tuple[Anything, ...],
        Field(description="где об этом сказано: courses:курс#урок/место; ссылка стоит в разборе и в результате"),
    ] = ()

    PARTS: ClassVar[tuple[str, ...]] = ()  # the fields that hold what an answer names by id

    def parts(self) -> list[Identified]:
        """Return what an answer names by id."""
        return [part for _, part in self._placed_parts()]

    def _placed_parts(self) -> list[tuple[str, Identified]]:
        return [(f"{name}.{n}", part) for name in self.PARTS for n, part in enumerate(getattr(self, name))]

    @model_validator(mode="after")
    def _check_parts(self) -> "_Asked":
        """Tell of a name that could mean two answers; two in one list are told as everywhere (E223)."""
        placed, former = self._placed_parts(), set[str]()
        current = {part.id for _, part in placed}
        paired = {part.id for at, part in placed if not at.startswith("extra")}
        for at, part in placed:
            if at.startswith("extra") and part.id in paired:
                raise mistake("E239", read=part.id, at=f"{at}.id")
            for index, alias in enumerate(part.aliases):
                if alias in former | current:
                    raise mistake("E239", read=alias, at=f"{at}.aliases.{index}")
                former.add(alias)
        return self


class _Question(_Asked):
    """A question with a right answer."""

    weight: Annotated[Count, Field(description="сколько баллов даёт верный ответ")] = 1
    assesses: Annotated[
        tuple[Annotated[Reference, RefTo("competencies")], ...], Field(description="id компетенций")
    ] = ()


class _Choosing(_Question):
    options: Annotated[tuple[Option, ...], Field(min_length=2, description="варианты ответа")]
    keep_order: Annotated[Flag, Field(description="true — не перемешивать варианты этого вопроса")] = False

    PARTS: ClassVar[tuple[str, ...]] = ("options",)

    def right(self) -> tuple[str, ...]:
        """Return the ids of the right options."""
        return tuple(option.id for option in self.options if option.correct)

    @model_validator(mode="after")
    def _check_texts(self) -> "_Choosing":
        _check_distinct(self.id, [(f"options.{n}.text", option.text) for n, option in enumerate(self.options)])
        return self


class SingleQuestion(_Choosing):
    """One right answer of several. Diagnostics: E222, E231."""

    kind: Annotated[Literal["single"], Field(description="один верный ответ")]

    @model_validator(mode="after")
    def _check_right(self) -> "SingleQuestion":
        if len(self.right()) != 1:
            raise mistake("E222", read=self.id, length=len(self.right()), expected="ровно один")
        return self


class MultipleQuestion(_Choosing):
    """Several right answers; a wrong choice takes away what a right one gives. Diagnostics: E222, E231."""

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


class Pair(Identified):
    """Two things that belong together."""

    text: Annotated[Markdown, Field(description="к чему подбирают")]
    match: Annotated[Line, Field(description="что к этому подходит: строка в списке ответов")]
    feedback: Annotated[Markdown, Field(description="что прочтут после ответа: почему эти двое — пара")]


class ExtraAnswer(Identified):
    """An answer that belongs to no pair."""

    text: Annotated[Line, Field(description="лишний ответ: строка в списке ответов")]


class MatchingQuestion(_Question):
    """What belongs to what; each pair is worth its part. Diagnostics: E231, E239."""

    kind: Annotated[Literal["matching"], Field(description="подобрать пары")]
    pairs: Annotated[tuple[Pair, ...], Field(min_length=2, description="пары")]
    extra: Annotated[tuple[ExtraAnswer, ...], Field(description="ответы, которые не подходят ни к чему")] = ()

    PARTS: ClassVar[tuple[str, ...]] = ("pairs", "extra")

    @model_validator(mode="after")
    def _check_texts(self) -> "MatchingQuestion":
        _check_distinct(self.id, [(f"pairs.{n}.text", pair.text) for n, pair in enumerate(self.pairs)])
        answers = [(f"pairs.{n}.match", pair.match) for n, pair in enumerate(self.pairs)]
        answers += [(f"extra.{n}.text", answer.text) for n, answer in enumerate(self.extra)]
        _check_distinct(self.id, answers)
        return self


class Item(Identified):
    """One of the things to be put in order."""

    text: Annotated[Markdown, Field(description="шаг или строка, которую ставят на место")]


class _Judged(_Question):
    """A question whose answer is right or wrong as a whole."""

    feedback_right: Annotated[Markdown, Field(description="что прочтёт ответивший верно")]
    feedback_wrong: Annotated[Markdown, Field(description="что прочтёт ответивший неверно: куда смотреть")]


class OrderingQuestion(_Judged):
    """What comes after what; worth the share of items that need not be moved. Diagnostics: E231."""

    kind: Annotated[Literal["ordering"], Field(description="поставить по порядку")]
    items: Annotated[tuple[Item, ...], Field(min_length=2, description="строки в верном порядке")]

    PARTS: ClassVar[tuple[str, ...]] = ("items",)

    @model_validator(mode="after")
    def _check_texts(self) -> "OrderingQuestion":
        _check_distinct(self.id, [(f"items.{n}.text", item.text) for n, item in enumerate(self.items)])
        return self


class NumericMistake(Part):
    """A wrong number that people come to, and how."""

    value: Annotated[Number, Field(description="число, которое часто получают")]
    feedback: Annotated[Markdown, Field(description="откуда оно берётся и что не так")]


class NumericQuestion(_Judged):
    """A number. Diagnostics: E232, E234."""

    kind: Annotated[Literal["numeric"], Field(description="вписать число")]
    answer: Annotated[Number, Field(description="верное число: 12 или 2,5")]
    tolerance: Annotated[Number, Field(description="на сколько можно ошибиться в обе стороны")] = 0
    unit: Annotated[Line | None, Field(description="в чём считают: дня, %, рублей; стоит после поля")] = None
    mistakes: Annotated[tuple[NumericMistake, ...], Field(description="частые ошибки, у каждой свой отзыв")] = ()

    @model_validator(mode="after")
    def _check_numbers(self) -> "NumericQuestion":
        if self.tolerance < 0 or (self.answer and self.tolerance >= abs(self.answer)):
            read, tolerance = format_number(self.answer), format_number(self.tolerance)
            raise mistake("E232", read=read, tolerance=tolerance, at="tolerance")
        for number, wrong in enumerate(self.mistakes):
            if abs(wrong.value - self.answer) <= self.tolerance:
                raise mistake("E234", read=format_number(wrong.value), at=f"mistakes.{number}.value")
        return self


class TextMistake(Part):
    """Wrong words that people write, and why."""

    forms: Forms
    feedback: Annotated[Markdown, Field(description="почему так пишут и что не так")]


class ShortTextQuestion(_Judged):
    """A word or a phrase, in any of several forms. Diagnostics: E233, E234."""

    kind: Annotated[Literal["short-text"], Field(description="вписать слово или фразу")]
    forms: Forms
    mistakes: Annotated[tuple[TextMistake, ...], Field(description="частые ошибки, у каждой свой отзыв")] = ()

    @model_validator(mode="after")
    def _check_forms(self) -> "ShortTextQuestion":
        _check_forms(self.id, self.forms, "forms")
        accepted = {fold(form) for form in self.forms}
        for number, wrong in enumerate(self.mistakes):
            _check_forms(self.id, wrong.forms, f"mistakes.{number}.forms")
            for index, form in enumerate(wrong.forms):
                if fold(form) in accepted:
                    raise mistake("E234", read=form, at=f"mistakes.{number}.forms.{index}")
        return self


class _Passage(_Question):
    """A text with places in it, `{{id}}`."""

    passage: Annotated[Markdown, Field(description="текст; на месте пропуска или слова стоит {{его id}}")]

    def blanks(self, field: str) -> Mapping[str, BlankField]:
        """Return the places that the passage has. Diagnostics: E237, E238."""
        known = {part.id for part in self.parts()}
        written = list(self.passage.blanks())
        for blank in written:
            if blank.name not in known:
                place = {"at": "passage", "at_line": blank.line, "at_column": blank.column}
                raise mistake("E237", read=blank.name, question=self.id, expected=field, **place)
        for number, part in enumerate(self.parts()):
            if part.id not in {blank.name for blank in written}:
                raise mistake("E238", read=part.id, question=self.id, at=f"{field}.{number}.id")
        return {part.id: BlankField((field, number), "passage", False) for number, part in enumerate(self.parts())}


class Gap(Identified):
    """A gap in a text."""

    forms: Forms
    feedback: Annotated[Markdown, Field(description="что прочтут после ответа: почему здесь это слово")]


class GapsQuestion(_Passage):
    """A text with gaps to fill in; each is worth its part. Diagnostics: E233, E237, E238."""

    kind: Annotated[Literal["gap-fill"], Field(description="заполнить пропуски в тексте")]
    gaps: Annotated[tuple[Gap, ...], Field(min_length=1, description="пропуски по порядку")]

    PARTS: ClassVar[tuple[str, ...]] = ("gaps",)

    @model_validator(mode="after")
    def _check_gaps(self) -> "GapsQuestion":
        for number, gap in enumerate(self.gaps):
            _check_forms(gap.id, gap.forms, f"gaps.{number}.forms")
        self.blanks("gaps")
        return self


class WordsQuestion(_Passage):
    """Words to choose in a text, worth what the options of `multiple` are. Diagnostics: E222, E237, E238."""

    kind: Annotated[Literal["choose-words"], Field(description="отметить слова в тексте")]
    words: Annotated[tuple[Option, ...], Field(min_length=1, description="слова и обороты, которые можно отметить")]

    PARTS: ClassVar[tuple[str, ...]] = ("words",)

    def right(self) -> tuple[str, ...]:
        """Return the ids of the words that should be chosen."""
        return tuple(word.id for word in self.words if word.correct)

    @model_validator(mode="after")
    def _check_words(self) -> "WordsQuestion":
        if not self.right():
            raise mistake("E222", read=self.id, length=0, expected="хотя бы один", at="words")
        self.blanks("words")
        return self


class Point(Identified):
    """A place on a scale."""

    text: Annotated[Markdown, Field(description="что значит эта отметка")]
    feedback: Annotated[Markdown | None, Field(description="что прочтёт выбравший")] = None


class ScaleQuestion(_Asked):
    """How one sees oneself: no answer is right or wrong, and none counts."""

    kind: Annotated[Literal["scale"], Field(description="отметка на шкале, верного ответа нет")]
    points: Annotated[tuple[Point, ...], Field(min_length=2, description="отметки по порядку")]

    PARTS: ClassVar[tuple[str, ...]] = ("points",)

    weight: ClassVar[int] = 0
    assesses: ClassVar[tuple[Reference, ...]] = ()


Question: TypeAlias = Annotated[
    SingleQuestion
    | MultipleQuestion
    | TrueFalseQuestion
    | MatchingQuestion
    | OrderingQuestion
    | NumericQuestion
    | ShortTextQuestion
    | GapsQuestion
    | WordsQuestion
    | ScaleQuestion,
    Field(discriminator="kind"),
]


def _check_distinct(question: str, texts: Iterable[tuple[str, Document | str]]) -> None:
    """Tell of two lines that a learner cannot tell apart (E231)."""
    seen = set()
    for at, text in texts:
        written = text.plain if isinstance(text, Document) else text
        # As a learner sees it: signs at the ends do not tell lines apart, signs inside (quotes in a formula) do.
        line = " ".join(written.casefold().replace("ё", "е").split()).strip(" .,;:!?«»")
        if line and line in seen:
            raise mistake("E231", read=question, text=written, at=at)
        seen.add(line)


def _check_forms(name: str, forms: tuple[str, ...], at: str) -> None:
    """Tell of answers among which there is none that could ever be given (E233)."""
    if not any(fold(form) for form in forms):
        raise mistake("E233", read=name, at=at)
