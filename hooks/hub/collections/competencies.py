"""Competencies of a leader: blocks × spheres of work, `docs/competencies/competencies.yml` (DefinedTerm).

The file lists the blocks and the spheres; a competency is a cell, `<block>--<sphere>`, and every cell exists
whether or not anyone described it.
"""

from collections.abc import Sequence
from typing import Annotated, ClassVar

from pydantic import Field

from hub.content import Choice, Collection, Entry
from hub.language import N_


class Axis(Choice):
    """What an item of the framework is."""

    BLOCK = "block", N_("Блок компетенций")
    SPHERE = "sphere", N_("Сфера деятельности")
    CELL = "cell", N_("Компетенция")


class Competency(Entry):
    """A block, a sphere, or a cell where both meet."""

    kind: Annotated[Axis, Field(title=N_("Вид"), description="block, sphere или cell")]

    FACTS: ClassVar[tuple[str, ...]] = ("kind",)


def derive_cells(items: Sequence[tuple[str, Competency]]) -> Sequence[tuple[str, Competency]]:
    """Return the cells that no one wrote, titled by their block and sphere."""
    written = {id_ for id_, _ in items}
    blocks = [(id_, item) for id_, item in items if item.kind is Axis.BLOCK]
    spheres = [(id_, item) for id_, item in items if item.kind is Axis.SPHERE]
    return [
        (cell, Competency(kind=Axis.CELL, title=f"{block.title} · {sphere.title}", in_language=block.in_language))
        for block_id, block in blocks
        for sphere_id, sphere in spheres
        if (cell := f"{block_id}--{sphere_id}") not in written
    ]


COLLECTION = Collection(
    name="competencies",
    model=Competency,
    layout="list",
    label=N_("Компетенции"),
    label_one=N_("Компетенция"),
    lead=N_("Чему учиться руководителю: семь блоков в шести сферах работы"),
    menu=50,
    derive=derive_cells,
    sort_key="",
)
