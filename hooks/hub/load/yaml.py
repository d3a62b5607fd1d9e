"""YAML text → plain data whose scalars are all text, with the node of every value for its place.

libyaml composes the nodes; the data is built here, because YAML 1.1's own rules read `no` as false, `1:30`
as 90 and `1.10` as 1.1, silently. An empty plain scalar, `~` and `null` are None; nothing else is guessed.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml._yaml import CParser
from yaml.resolver import BaseResolver

from hub.diagnostics import Diagnostic, Location
from hub.language import N_

NESTING_LIMIT = 50
_DEEP_BLOCK = re.compile(rf"^[ \-?:]{{{NESTING_LIMIT},}}\S", re.MULTILINE)
_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
_PLAIN_TAGS = frozenset({"tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"})

# libyaml's words → what they mean to an author and what to do. `tests/unit/test_yaml.py` provokes each.
PROBLEMS: dict[str, tuple[str, str]] = {
    "mapping values are not allowed in this context": (
        N_("лишнее двоеточие в значении или сбитый отступ"),
        N_("возьмите значение в кавычки или выровняйте поля по одному столбцу"),
    ),
    "found character that cannot start any token": (
        N_("значение начинается с недопустимого знака или строка сдвинута табуляцией"),
        N_("замените табуляцию пробелами, а значение, которое начинается с @, ` или %, возьмите в кавычки"),
    ),
    "did not find expected key": (
        N_("строка не похожа на поле: нет двоеточия, сбит отступ или не закрыта кавычка выше"),
        N_("проверьте эту строку и предыдущую: отступ, двоеточие с пробелом, кавычки"),
    ),
    "could not find expected ':'": (
        N_("у поля нет двоеточия"),
        N_("поставьте после имени поля двоеточие и пробел"),
    ),
    "did not find expected '-' indicator": (
        N_("сбит отступ в списке"),
        N_("начните каждый пункт списка с «- » в одном и том же столбце"),
    ),
    "block sequence entries are not allowed in this context": (
        N_("список начат на той же строке, что и поле"),
        N_("перенесите «- » на следующую строку с отступом в два пробела"),
    ),
    "found unexpected end of stream": (
        N_("файл кончился внутри кавычек"),
        N_("закройте кавычку"),
    ),
    "found unknown escape character": (
        N_("в двойных кавычках стоит «\\», за которой идёт непонятный знак"),
        N_("удвойте «\\» или возьмите значение в одинарные кавычки"),
    ),
    "did not find expected ',' or ']'": (
        N_("не закрыта квадратная скобка"),
        N_("закройте скобку «]» или возьмите значение в кавычки"),
    ),
    "did not find expected ',' or '}'": (
        N_("не закрыта фигурная скобка"),
        N_("закройте скобку «}» или возьмите значение в кавычки"),
    ),
    "found a tab character that violates indentation": (
        N_("строка сдвинута табуляцией"),
        N_("замените табуляцию пробелами: по два на каждый уровень"),
    ),
    "did not find expected node content": (
        N_("здесь ожидалось значение"),
        N_("допишите значение или уберите лишний знак"),
    ),
    "did not find expected alphabetic or numeric character": (
        N_("знак «&» или «*» в начале значения читается как якорь"),
        N_("возьмите значение в кавычки"),
    ),
    "found undefined alias": (
        N_("знак «*» в начале значения читается как ссылка"),
        N_("возьмите значение в кавычки"),
    ),
    "found undefined tag handle": (
        N_("знак «!» в начале значения читается как метка"),
        N_("возьмите значение в кавычки"),
    ),
    "did not find expected comment or line break": (
        N_("после «|» или «>» на той же строке стоит текст"),
        N_("перенесите текст на следующую строку с отступом"),
    ),
    "expected a single document in the stream": (
        N_("в файле несколько документов, разделённых «---»"),
        N_("оставьте одну запись на файл и уберите лишнюю строку «---»"),
    ),
}
_UNKNOWN_PROBLEM = (
    N_("строка не читается"),
    N_("проверьте отступы, двоеточия и кавычки в этой строке и в предыдущей"),
)


class _Composer(CParser, BaseResolver):
    """libyaml's parser, without any rule that turns text into other types."""

    def __init__(self, stream: str) -> None:
        CParser.__init__(self, stream)
        BaseResolver.__init__(self)


class _Refused(Exception):
    """A mistake found while data is built from nodes."""

    def __init__(self, node: yaml.Node, code: str, **values: str) -> None:
        self.node, self.code, self.values = node, code, values


def parse_yaml(path: str, text: str, first_line: int = 1) -> tuple[Any, yaml.Node] | Diagnostic:
    """Return the data and its node tree, or the reason why there is none.

    `first_line` is the line of the file on which the text begins (front matter begins on 2).
    Diagnostics: E105–E110.
    """
    deep = _find_too_deep(text)
    if deep is not None:
        return Diagnostic(Location(path, deep + first_line, 1), "E107", {"limit": str(NESTING_LIMIT)})
    try:
        node = compose(text)
    except yaml.YAMLError as error:
        return _explain(path, error, first_line)
    if node is None:
        return Diagnostic(Location(path, first_line, 1), "E110")
    try:
        return _build(node, set()), node
    except _Refused as refused:
        return Diagnostic(place_of(path, refused.node, first_line), refused.code, refused.values)


def compose(text: str) -> yaml.Node | None:
    """Return the node tree of a text. Raises yaml.YAMLError."""
    return _Composer(text).get_single_node()


def place_of(path: str, node: yaml.Node, first_line: int = 1) -> Location:
    """Return the place where a node begins."""
    return Location(path, node.start_mark.line + first_line, node.start_mark.column + 1)


def _build(node: yaml.Node, seen: set[int]) -> Any:
    if id(node) in seen:  # libyaml gives one node for every use of an anchor
        raise _Refused(node, "E109")
    seen.add(id(node))
    if node.tag not in _PLAIN_TAGS and node.tag is not None:
        raise _Refused(node, "E108", read=node.tag.replace("tag:yaml.org,2002:", "!!"))
    if isinstance(node, yaml.ScalarNode):
        return None if node.style is None and node.value in _EMPTY else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, seen) for item in node.value]
    data: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise _Refused(key_node, "E111", read="[…] или {…} вместо имени поля")
        key = key_node.value
        if key in data:
            raise _Refused(key_node, "E106", read=key, line=str(lines[key]))
        data[key] = _build(value_node, seen)
        lines[key] = key_node.start_mark.line + 1
    return data


def _find_too_deep(text: str) -> int | None:
    """Return the line (from 0) where nesting passes the limit, or None.

    Composing recurses in C and a nest of 200,000 brackets kills the process, so the depth is measured on
    the flat stream of events, and only for a text that could be deep at all.
    """
    if text.count("[") + text.count("{") <= NESTING_LIMIT and not _DEEP_BLOCK.search(text):
        return None
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > NESTING_LIMIT:
                    return event.start_mark.line if event.start_mark else 0
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.YAMLError:
        return None  # told by the composer, in its own words
    return None


def _explain(path: str, error: yaml.YAMLError, first_line: int) -> Diagnostic:
    problem = getattr(error, "problem", None) or ""
    mark = getattr(error, "problem_mark", None)
    what, mend = next((PROBLEMS[key] for key in PROBLEMS if key in problem), _UNKNOWN_PROBLEM)
    at = Location(path, mark.line + first_line, mark.column + 1) if mark else Location(path, first_line, 1)
    return Diagnostic(at, "E105", {"problem": what, "advice": mend})
