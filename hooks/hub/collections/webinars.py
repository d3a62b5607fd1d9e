"""Webinars and their recordings: `docs/webinars/<id>.yml` (schema.org EducationEvent, VideoObject)."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, ClassVar, NamedTuple

from pydantic import Field, model_validator

from hub.content import Choice, Collection, Identified, Material, Part
from hub.fields import AssetPath, Count, Flag, Line, Markdown, Minutes, Reference, RefTo, WebAddress, When, mistake
from hub.language import N_


class Mode(Choice):
    """How people attend (schema.org eventAttendanceMode)."""

    ONLINE = "online", N_("Онлайн")
    ONSITE = "onsite", N_("Очно")
    HYBRID = "hybrid", N_("Очно и онлайн")


class WebinarKind(Choice):
    """The form of a webinar."""

    TOPIC = "topic", N_("Тематический вебинар")
    TRAINING = "training", N_("Обучающий вебинар")
    ROUND_TABLE = "round-table", N_("Круглый стол")
    SCREENCAST = "screencast", N_("Показ на экране")


class Role(Choice):
    """What a person does there."""

    SPEAKER = "speaker", N_("докладчик")
    MODERATOR = "moderator", N_("ведущий")
    TRAINER = "trainer", N_("тренер")


class Speaker(Part):
    """A person and their role."""

    person: Annotated[Reference, RefTo("people"), Field(description="id человека")]
    role: Annotated[Role, Field(description="speaker, moderator, trainer")] = Role.SPEAKER


class Registration(Part):
    """Where and until when people register."""

    url: Annotated[WebAddress | None, Field(description="страница регистрации")] = None
    until: Annotated[When | None, Field(description="последний день регистрации")] = None
    note: Annotated[Line | None, Field(description="как записаться, если страницы нет")] = None


class Attendance(Part):
    """Counts of people, never their names."""

    registered: Annotated[Count | None, Field(description="записались")] = None
    attended: Annotated[Count | None, Field(description="пришли")] = None


class Chapter(Identified):
    """A named place in a recording (schema.org Clip)."""

    start: Annotated[Minutes | None, Field(description="начало, 12:30; у первой главы можно не писать")] = None
    title: Annotated[Line, Field(description="о чём глава")]


class MediaSource(Part):
    """One file or address of a recording."""

    file: Annotated[AssetPath | None, Field(description="файл рядом с записью")] = None
    url: Annotated[WebAddress | None, Field(description="адрес на внешнем сайте: откроется только по щелчку")] = None

    @model_validator(mode="after")
    def _check_one(self) -> "MediaSource":
        if (self.file is None) == (self.url is None):
            raise mistake("E227", expected="ровно одно из полей file и url", read=self.file or self.url or "")
        return self


class Recording(Identified):
    """A recording with what makes it usable: duration, chapters, captions, slides."""

    duration: Annotated[Minutes, Field(description="длительность, 1:12:30")]
    sources: Annotated[tuple[MediaSource, ...], Field(min_length=1, description="где лежит видео")]
    chapters: Annotated[tuple[Chapter, ...], Field(description="главы")] = ()
    captions: Annotated[AssetPath | None, Field(description="субтитры WebVTT")] = None
    poster: Annotated[AssetPath | None, Field(description="картинка до начала показа")] = None
    transcript: Annotated[
        Markdown | None, Field(description="расшифровка; абзац может начинаться со времени: [12:30]")
    ] = None
    slides: Annotated[AssetPath | None, Field(description="слайды")] = None
    has_captions_inside: Annotated[Flag, Field(description="субтитры вшиты в видео")] = False


class Clip(NamedTuple):
    """A part of a recording, in minutes from its beginning."""

    recording: Recording
    start: float
    end: float

    @property
    def is_whole(self) -> bool:
        """Whether it is the recording from its first minute to its last."""
        return self.start <= 0 and self.end >= self.recording.duration


class Webinar(Material):
    """A webinar: announced with a date, or kept as a recording. Diagnostics: E220, E221."""

    starts: Annotated[When | None, Field(title=N_("Начало"), description="день или время с поясом")] = None
    ends: Annotated[When | None, Field(title=N_("Окончание"), description="день или время с поясом")] = None
    mode: Annotated[Mode | None, Field(title=N_("Формат"), description="online, onsite, hybrid; без поля — онлайн")] = (
        None
    )
    kind: Annotated[WebinarKind, Field(title=N_("Вид"), description="вид")]
    organiser: Annotated[
        Annotated[Reference, RefTo("organisations")] | None,
        Field(title=N_("Организатор"), description="id организации"),
    ] = None
    speakers: Annotated[tuple[Speaker, ...], Field(title=N_("Участвуют"), description="люди и роли")] = ()
    registration: Annotated[Registration | None, Field(description="запись")] = None
    attendance: Annotated[Attendance | None, Field(description="сколько пришло")] = None
    recordings: Annotated[tuple[Recording, ...], Field(description="записи")] = ()
    body: Annotated[Markdown | None, Field(description="описание и материалы")] = None
    teaches: Annotated[
        tuple[Annotated[Reference, RefTo("competencies")], ...],
        Field(title=N_("Чему учит"), description="id компетенций"),
    ] = ()

    FACTS: ClassVar[tuple[str, ...]] = ("starts", "ends", "mode", "kind", "organiser", "topics", "audience", "teaches")
    FACETS: ClassVar[tuple[str, ...]] = ("kind", "mode", "topics", "audience", "teaches", "regions", "starts")
    SHARED: ClassVar[tuple[str, ...]] = ("lengths", "minutes")

    @property
    def lengths(self) -> Mapping[str, float]:
        """How many minutes the recording lasts that a place of the page is in, the first recording first."""
        return {
            place: recording.duration
            for recording in self.recordings
            for place in (recording.id, *(chapter.id for chapter in recording.chapters))
        }

    def clip(self, place: str, start: float | None = None, end: float | None = None) -> Clip | None:
        """Return the part of a recording that a place names (a recording or a chapter; any other place means the first
        recording), narrowed to some minutes; None where there is no recording.
        """
        place = place if place in self.lengths else ""
        for recording in self.recordings:
            starts = [chapter.start or 0.0 for chapter in recording.chapters]
            chapters = zip(recording.chapters, pairwise([*starts, recording.duration]), strict=True)
            bounds = {chapter.id: bound for chapter, bound in chapters}
            bounds[recording.id] = bounds[""] = (0.0, recording.duration)
            if place in bounds:
                first = bounds[place][0] if start is None else start
                last = bounds[place][1] if end is None else end
                # A chapter whose end nobody knows goes on to the end of the recording.
                return Clip(recording, first, last if last > first else recording.duration)
        return None

    @property
    def minutes(self) -> float | None:
        """How long its first recording is; None where there is nothing to watch yet."""
        return self.recordings[0].duration if self.recordings else None

    @model_validator(mode="after")
    def _check_dates(self) -> "Webinar":
        if self.starts is None and not self.recordings:
            raise mistake("E220")
        if self.starts and self.ends and self.ends.is_before(self.starts):
            raise mistake("E221", end_field="ends", start_field="starts", read=self.ends.iso, start=self.starts.iso)
        return self


COLLECTION = Collection(
    name="webinars",
    model=Webinar,
    label=N_("Вебинары и записи"),
    label_one=N_("Вебинар"),
    menu_label=N_("Записи"),
    lead=N_("Занятия с датой и записи прошедших"),
    coming=N_("Здесь появятся другие занятия с датой и записи с главами, субтитрами и расшифровкой."),
    menu=25,
)
