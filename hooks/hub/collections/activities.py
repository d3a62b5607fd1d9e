"""Activities: the rows of a programme's schedule, `docs/activities/<id>.yml` (schema.org Event series)."""

from typing import Annotated, ClassVar

from pydantic import Field

from hub.content import Choice, Collection, Direction, Entry
from hub.fields import Count, Line, Month, Reference, RefTo
from hub.language import N_


class ActivityKind(Choice):
    """The form of an activity."""

    SURVEY = "survey", N_("Социологическое исследование")
    SEMINAR = "seminar-training", N_("Семинар-тренинг")
    GROUP_MEETING = "group-meeting", N_("Групповая онлайн-встреча")
    CONSULTATION = "consultation", N_("Индивидуальная консультация")
    TOPIC_WEBINAR = "topic-webinar", N_("Тематический вебинар")
    TRAINING_WEBINAR = "training-webinar", N_("Обучающий вебинар")
    ROUND_TABLE = "round-table", N_("Круглый стол")
    MONITORING = "monitoring", N_("Мониторинг и оценка")


class Activity(Entry):
    """One row of the schedule: what, in which months, for which direction."""

    programme: Annotated[Reference, RefTo("programmes"), Field(title=N_("Программа"), description="id программы")]
    kind: Annotated[ActivityKind, Field(title=N_("Вид"), description="вид мероприятия")]
    direction: Annotated[
        tuple[Direction, ...], Field(title=N_("Направление"), description="направление программы")
    ] = ()
    months: Annotated[
        tuple[Month, ...], Field(min_length=1, title=N_("Месяцы"), description="месяцы по плану, 2022-04")
    ]
    order: Annotated[Count, Field(description="место в таблице плана")] = 0
    note: Annotated[Line | None, Field(title=N_("Примечание"), description="примечание")] = None

    FACTS: ClassVar[tuple[str, ...]] = ("programme", "kind", "direction", "months", "note")
    FACETS: ClassVar[tuple[str, ...]] = ("kind", "direction")
    SHARED: ClassVar[tuple[str, ...]] = (
        "months",
        "programme",
    )


COLLECTION = Collection(
    name="activities",
    model=Activity,
    label=N_("Мероприятия программы"),
    label_one=N_("Мероприятие"),
    lead=N_("Строки плана-графика"),
    sort_key="order",
)
