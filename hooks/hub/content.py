"""The nouns of the hub: entry, material, collection, record, site (long: they are declarations, read as a list)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Protocol, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator

from hub.fields import Anything, Day, Flag, Id, Line, Markdown, Reference, RefTo, Title, WebAddress, mistake
from hub.language import N_

CollectionRef: TypeAlias = Annotated[Reference, RefTo()]


class Key(NamedTuple):
    """The name of an entry in the library; a lesson's id is `<course>/<lesson>`."""

    collection: str
    id: str

    def __str__(self) -> str:
        return f"{self.collection}:{self.id}"


class Choice(StrEnum):
    """A closed list of values, each with the words that readers see: `LEADER = "leader", N_("Руководителю")`."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Choice:  # noqa: D102 - Choice says what both are
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label or value
        return member


class Part(BaseModel):
    """Anything that is written inside an entry: frozen, and refusing fields that no one declared."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Identified(Part):
    """A part that others point at: its id stays when it is moved or reworded; former ids go on leading to it."""

    id: Annotated[Id, Field(description="id, который не меняется: на него ведут ссылки")]
    aliases: Annotated[tuple[Id, ...], Field(description="прежние id")] = ()


class PublicationState(Choice):
    """Whether readers see an entry."""

    DRAFT = "draft", N_("черновик")
    PUBLISHED = "published", N_("опубликовано")
    SCHEDULED = "scheduled", N_("ждёт своей даты")
    EXPIRED = "expired", N_("снято с показа")


class BlankField(NamedTuple):
    """The field of a place to be filled in: the path to it, the name of the texts that may have the place, and whether
    it must be a paragraph of its own there.
    """

    path: tuple[str | int, ...]
    text: str
    is_block: bool


class Publication(Part):
    """When readers see an entry: `scheduled` from a day, `expired` after a day. Diagnostics: E221, E224."""

    state: Annotated[
        PublicationState, Field(title=N_("Состояние"), description="draft, published, scheduled, expired")
    ] = PublicationState.PUBLISHED
    start: Annotated[
        Day | None, Field(alias="from", title=N_("Показывать с"), description="день, с которого запись видна")
    ] = None
    until: Annotated[Day | None, Field(title=N_("Показывать до"), description="последний день, когда запись видна")] = (
        None
    )

    @model_validator(mode="after")
    def _check_days(self) -> Publication:
        if self.state == PublicationState.SCHEDULED and self.start is None:
            raise mistake("E224", read=self.state, field="from")
        if self.state == PublicationState.EXPIRED and self.until is None:
            raise mistake("E224", read=self.state, field="until")
        if self.start and self.until and self.until < self.start:
            raise mistake("E221", end_field="until", start_field="from", read=self.until, start=self.start)
        return self

    def is_visible(self, day: date) -> bool:
        """Return whether readers see the entry on a day."""
        if self.state == PublicationState.DRAFT:
            return False
        return (self.start is None or self.start <= day) and (self.until is None or day <= self.until)


class Allowance(Part):
    """A warning that is accepted in this entry, and why. Diagnostics: E228 for an error."""

    code: Annotated[str, Field(pattern=r"^[EW]\d{3}$", description="код предупреждения, например W310")]
    why: Annotated[Line, Field(description="почему предупреждение здесь не мешает")]

    @model_validator(mode="after")
    def _check_severity(self) -> Allowance:
        if not self.code.startswith("W"):
            raise mistake("E228", read=self.code)
        return self


class Confidence(Choice):
    """How sure the hub is of a fact, given its source."""

    HIGH = "high", N_("подтверждено источником")
    MEDIUM = "medium", N_("один косвенный источник")
    LOW = "low", N_("требует проверки")


class LegalBasis(Part):
    """A rule of law or of a standard that something rests on: said in own words, with its source."""

    act: Annotated[Reference | None, RefTo("acts"), Field(title=N_("Акт"), description="id акта из раздела acts")] = (
        None
    )
    article: Annotated[Line | None, Field(title=N_("Статья"), description="статья, часть, пункт")] = None
    rule: Annotated[Markdown, Field(title=N_("Правило"), description="норма своими словами")]
    region: Annotated[
        Reference | None, RefTo("regions"), Field(title=N_("Регион"), description="для региональной нормы")
    ] = None
    source: Annotated[tuple[WebAddress, ...], Field(title=N_("Источник"), description="где это прочитано")] = ()
    checked_on: Annotated[Day, Field(title=N_("Проверено"), description="день, когда источник открывали")]
    confidence: Annotated[
        Confidence,
        Field(title=N_("Уверенность"), description="high, medium, low; low показывается как «требует проверки»"),
    ]


class Entry(Part):
    """What every entry has, whatever its collection. The id is the file's name and is not written inside."""

    title: Annotated[
        Title, Field(title=N_("Название"), description="как запись называется в списках и в заголовке страницы")
    ]
    summary: Annotated[
        Markdown | None, Field(title=N_("Кратко"), description="одно-два предложения: что это и кому")
    ] = None
    in_language: Annotated[Literal["ru", "cs", "en"], Field(title=N_("Язык"), description="язык записи")] = "ru"
    publication: Annotated[Publication, Field(title=N_("Публикация"), description="кто и когда видит запись")] = (
        Publication()
    )
    aliases: Annotated[
        tuple[Id, ...], Field(title=N_("Прежние имена"), description="прежние id: старые ссылки продолжают работать")
    ] = ()
    allow: Annotated[tuple[Allowance, ...], Field(description="принятые предупреждения с причиной")] = ()
    translates: Annotated[str | None, Field(description="для перевода: редакция оригинала, с которой он сделан")] = None

    FACTS: ClassVar[tuple[str, ...]] = ()  # fields that stand aside on the page
    FACETS: ClassVar[tuple[str, ...]] = ()  # fields by which the list is narrowed
    SHARED: ClassVar[tuple[str, ...]] = ()  # fields that the pages of other entries read (see `Card.values`)
    # References that must never lead back to their start, each with the field in which an author writes it.
    CHAINS: ClassVar[Mapping[str, str]] = MappingProxyType({})
    HAS_ONE_SPACE_OF_IDS: ClassVar[bool] = False  # no id may occur twice, in whatever lists (E322)

    def declared_blanks(self) -> Mapping[str, BlankField]:
        """Return the places to be filled in (`{{name}}`) that the texts may have, each with its field."""
        return {}

    def marked_ids(self) -> Sequence[tuple[str, tuple[str | int, ...]]]:
        """Return the ids under which a reader's marks are kept, each with the path to it: all of them differ."""
        return ()


class Direction(Choice):
    """The four directions of the 2022 programme."""

    CONSULTING = "consulting", N_("Организационно-внедренческий консалтинг")
    EXPRESS = "express", N_("Экспресс-консалтинг")
    ONLINE = "online", N_("Онлайн-технологии и цифровые сервисы")
    COUNCILS = "councils", N_("Активизация общественных советов")


class Audience(Choice):
    """For whom a material is."""

    LEADER = "leader", N_("Руководителю НКО")
    COUNCIL_MEMBER = "council-member", N_("Члену общественного совета")
    TRAINER = "trainer", N_("Тренеру")
    ACTIVIST = "activist", N_("Активисту НКО")
    PATIENT = "patient", N_("Пациенту")


class Level(Choice):
    """The level of government that a material speaks of."""

    FEDERAL = "federal", N_("Федеральный")
    REGIONAL = "regional", N_("Региональный")
    MUNICIPAL = "municipal", N_("Муниципальный")
    INTERNATIONAL = "international", N_("Международный")


class Material(Entry):
    """An entry that people learn from or work with (schema.org LearningResource / CreativeWork)."""

    topics: Annotated[
        tuple[Annotated[Reference, RefTo("topics")], ...], Field(title=N_("Темы"), description="id тем")
    ] = ()
    conditions: Annotated[
        tuple[Annotated[Reference, RefTo("conditions")], ...],
        Field(title=N_("Нозологии"), description="id заболеваний, если материал о них"),
    ] = ()
    regions: Annotated[
        tuple[Annotated[Reference, RefTo("regions")], ...],
        Field(title=N_("Регионы"), description="id регионов, если материал о них"),
    ] = ()
    level: Annotated[
        tuple[Level, ...], Field(title=N_("Уровень"), description="federal, regional, municipal, international")
    ] = ()
    direction: Annotated[
        tuple[Direction, ...], Field(title=N_("Направление"), description="направление программы")
    ] = ()
    audience: Annotated[tuple[Audience, ...], Field(title=N_("Для кого"), description="для кого материал")] = ()
    authors: Annotated[
        tuple[Annotated[Reference, RefTo("people")], ...], Field(title=N_("Авторы"), description="id людей")
    ] = ()
    responsible: Annotated[
        Annotated[Reference, RefTo("organisations")] | None,
        Field(title=N_("Ответственная организация"), description="id организации"),
    ] = None
    partners: Annotated[
        tuple[Annotated[Reference, RefTo("organisations")], ...],
        Field(title=N_("Партнёры"), description="id организаций"),
    ] = ()
    licence: Annotated[Line | None, Field(title=N_("Лицензия"), description="SPDX, если не лицензия всего сайта")] = (
        None
    )
    created: Annotated[Day | None, Field(title=N_("Создано"), description="день создания")] = None
    modified: Annotated[Day | None, Field(title=N_("Обновлено"), description="день последней правки по существу")] = (
        None
    )
    review_by: Annotated[
        Day | None, Field(title=N_("Пересмотреть до"), description="когда содержание надо проверить снова")
    ] = None
    based_on: Annotated[
        tuple[Anything, ...],
        Field(title=N_("Основано на"), description="записи, на которые материал опирается: standards:…, acts:…"),
    ] = ()


# The fields that say for whom an entry is, in whatever model has them.
WHOM = ("audience", "regions", "conditions")

Derive: TypeAlias = Callable[[Sequence[tuple[str, Any]]], Sequence[tuple[str, Any]]]


@dataclass(frozen=True, slots=True)
class Collection:
    """A declared kind of entry: where its files are, their model, how readers meet it.

    `name` is the folder, the address, the data file and the template. `layout` says how it lies on disk:
    `files` is `docs/<name>/<id>.yml`; `list` is one file `docs/<name>/<name>.yml`, a list whose items carry
    `id`; `course`, `lessons` and `quizzes` lie under `courses/<id>/`. `menu` orders the links of the header;
    None keeps a collection out of it. `derive` adds entries that follow from the written ones.
    `coming` is what the landing page of a collection with few entries promises.
    """

    name: str
    model: type[Entry]
    label: str
    label_one: str
    layout: Literal["files", "list", "course", "lessons", "quizzes"] = "files"
    menu: int | None = None
    menu_label: str | None = None
    lead: str = ""
    coming: str = ""
    has_pages: bool = True
    indexed: bool = True
    derive: Derive | None = None
    sort_key: str = "title"

    def __post_init__(self) -> None:
        if not self.name.isidentifier() or not self.name.islower():
            raise ValueError(f"a collection's name is one lower-case word, not {self.name!r}")


class Card(NamedTuple):
    """What the rest of the hub needs to know of an entry: small, and picklable without it.

    `title` and `summary` are plain text; `places` are the anchors of the entry's page, former names included;
    `references` all that the entry leads to, `files` what it names beside itself, as written; `is_suspicious`
    says that something in it must be checked with the whole entry at hand; `values` are the fields by which
    lists are narrowed and sorted, and those that other pages print (`FACETS`, `SHARED`); `order` sorts it in its list.
    """

    title: str
    designation: str
    summary: str
    publication: Publication
    aliases: tuple[str, ...]
    allow: tuple[str, ...]
    translates: str | None
    places: Mapping[str, str]
    references: tuple[Reference, ...]
    files: tuple[str, ...]
    is_suspicious: bool
    chains: Mapping[str, tuple[Reference, ...]]
    values: Mapping[str, Any]
    order: str
    created: date | None = None
    modified: date | None = None
    review_by: date | None = None

    @property
    def name(self) -> str:
        """What the entry is called in a link: a standard by its designation."""
        return self.designation or self.title


class EntryReader(Protocol):
    """Where the whole entry behind a record comes from."""

    def read_entry(self, record: Record) -> Entry:
        """Return the entry of a record."""


@dataclass(slots=True, eq=False)
class Record:
    """An entry by its name, its place and its card; the whole entry is read when it is asked for.

    `base` is its path inside a file that holds several; `digest` changes with anything that its file says of
    it, `card_digest` with anything that its card says. A record is pickled without its reader.
    """

    key: Key
    language: str
    path: str
    card: Card
    digest: bytes
    card_digest: bytes
    base: tuple[int, ...] = ()
    parent: Key | None = None
    reader: EntryReader | None = None

    @property
    def entry(self) -> Entry:
        """The whole entry, as it was validated."""
        if self.reader is None:
            raise RuntimeError(f"{self.key} was not given a reader")
        return self.reader.read_entry(self)

    def __reduce__(self) -> tuple[Any, ...]:
        values = (self.key, self.language, self.path, self.card, self.digest, self.card_digest, self.base, self.parent)
        return Record, values


class Way(Part):
    """A link of the home page, said as the reader would say what they want."""

    text: Annotated[Line, Field(description="слова ссылки")]
    to: Annotated[Anything, Field(description="куда ведёт: courses:id, pages:имя")]


class Door(Part):
    """An entrance for one kind of reader: who they are and where they usually want to go."""

    title: Annotated[Line, Field(description="кто это: «Я руковожу организацией»")]
    text: Annotated[Line, Field(description="что здесь для него есть")]
    audience: Annotated[
        tuple[Audience, ...], Field(description="для кого вход: выбравший эту роль увидит его первым")
    ] = ()
    ways: Annotated[tuple[Way, ...], Field(min_length=1, description="ссылки")]


class Difficulty(Part):
    """A difficulty of readers and what helps with it; without `ways` it says that nothing is here yet."""

    title: Annotated[Line, Field(description="трудность, как о ней говорят")]
    ways: Annotated[tuple[Way, ...], Field(description="что поможет")] = ()


class ProsePage(Part):
    """The head of a hand-written page; its text is under the head."""

    title: Annotated[Title, Field(description="заголовок страницы")]
    summary: Annotated[Line | None, Field(description="одно предложение для описания и списков")] = None
    show: Annotated[
        Literal["home", "search", "learning", "coverage"] | None, Field(description="что показать под текстом")
    ] = None
    for_authors: Annotated[
        Flag, Field(description="true — страница для авторов: в поиске она ниже материалов для читателей")
    ] = False
    doors: Annotated[tuple[Door, ...], Field(description="для главной: входы для разных читателей")] = ()
    difficulties: Annotated[tuple[Difficulty, ...], Field(description="для главной: трудность → материал")] = ()
    body: Annotated[Markdown, Field(description="текст под шапкой")]


@dataclass(frozen=True, slots=True)
class Prose:
    """A hand-written page: its address in the site, its language, what was read, and the path of its file."""

    url: str
    language: str
    page: ProsePage
    path: str


@dataclass(frozen=True, slots=True)
class Site:
    """What one hub is: where its files are and what its configuration says.

    `root` is the folder of its `mkdocs.yml`; `prose` are the paths of hand-written pages relative to
    `docs`; `build_day` decides what is published; `with_drafts` shows what is not (preview).
    """

    root: str
    docs: str
    name: str
    description: str
    url: str
    language: str
    build_day: date
    prose: tuple[str, ...]
    with_drafts: bool = False
    edit_url: str = ""
