"""YAML text → plain data whose scalars are text, with each value's node (long: half is the table of mistakes).

libyaml composes the nodes; the data is built here, because YAML 1.1's own rules read `no` as false, `1:30`
as 90 and `1.10` as 1.1, silently. An empty plain scalar, `~` and `null` are None; nothing else is guessed.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any, TypeAlias

import yaml
from yaml._yaml import CParser
from yaml._yaml import Mark as CMark
from yaml.resolver import BaseResolver

from hub.diagnostics import Diagnostic, Location
from hub.language import N_

Mark: TypeAlias = yaml.Mark | CMark

NESTING_LIMIT = 50
_DEEP_BLOCK = re.compile(rf"^[ \-?:]{{{NESTING_LIMIT},}}\S", re.MULTILINE)
_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
_GLUED_FIELD = re.compile(r"[ ]*(?:- +)*[a-z_]+:[^\s/].*")
_NOTE = re.compile(r"[ \t]+#[^\n]*")  # YAML drops it, be it a note or a part of the value
_PROPERTY = re.compile(r"[&*!][^\s,\[\]{}]*")  # an anchor, an alias or a tag as it is written

_TAB = (
    N_("строка сдвинута табуляцией"),
    N_("замените табуляцию пробелами: по два на каждый уровень"),
)
_ESCAPE = (
    N_("в двойных кавычках стоит «\\», за которой идёт непонятный знак"),
    N_("удвойте «\\» или возьмите значение в одинарные кавычки"),
)
_TAG = (
    N_("значение не может начинаться со знака «!»"),
    N_("возьмите значение в кавычки"),
)
_DIRECTIVE = (
    N_("строка начинается с «%»"),
    N_("уберите этот знак или возьмите значение в кавычки"),
)
_OPEN_QUOTE = (
    N_("кавычка не закрыта"),
    N_("закройте кавычку в конце значения"),
)

# libyaml's words → what they mean to an author and what to do. `tests/unit/test_yaml.py` provokes each.
PROBLEMS: dict[str, tuple[str, str]] = {
    "mapping values are not allowed in this context": (
        N_("лишнее двоеточие в значении или сбитый отступ"),
        N_("возьмите значение в кавычки или выровняйте поля по одному столбцу"),
    ),
    "mapping keys are not allowed in this context": (
        N_("знак «?» в начале значения читается как разметка YAML"),
        N_("возьмите значение в кавычки"),
    ),
    "found character that cannot start any token": (
        N_("значение не может начинаться с этого знака"),
        N_("возьмите значение в кавычки"),
    ),
    "found a tab character": _TAB,
    "did not find expected key": (
        N_("строка не похожа на поле: нет двоеточия или сбит отступ"),
        N_("проверьте в этой строке и в предыдущей отступ, двоеточие с пробелом, кавычки"),
    ),
    "could not find expected ':'": (
        N_("в строке нет двоеточия, и полем она быть не может"),
        N_("поставьте после имени поля «: », а продолжение текста сдвиньте вправо"),
    ),
    "did not find expected '-' indicator": (
        N_("сбит отступ в списке"),
        N_("начните каждый пункт с «- » в одном столбце, а его поля сдвиньте на два пробела"),
    ),
    "block sequence entries are not allowed in this context": (
        N_("знак «-» стоит на той же строке, что и поле"),
        N_("начните список со следующей строки, а если «-» — текст, возьмите его в кавычки"),
    ),
    "found unexpected end of stream": _OPEN_QUOTE,
    "found unexpected document indicator": _OPEN_QUOTE,
    "found unknown escape character": _ESCAPE,
    "did not find expected hexdecimal number": _ESCAPE,
    "found invalid Unicode character escape code": _ESCAPE,
    "did not find expected ',' or ']'": (
        N_("не закрыта квадратная скобка или между пунктами нет запятой"),
        N_("закройте скобку «]», поставьте запятую или возьмите значение в кавычки"),
    ),
    "did not find expected ',' or '}'": (
        N_("не закрыта фигурная скобка или между полями нет запятой"),
        N_("закройте скобку «}», поставьте запятую или возьмите значение в кавычки"),
    ),
    "did not find expected node content": (
        N_("здесь ожидалось значение"),
        N_("допишите значение или уберите лишний знак"),
    ),
    "did not find expected alphabetic or numeric character": (
        N_("значение не может начинаться со знака «&» или «*»"),
        N_("возьмите значение в кавычки"),
    ),
    "found undefined tag handle": _TAG,
    "did not find expected whitespace or line break": _TAG,
    "did not find expected comment or line break": (
        N_("после «|» или «>» на той же строке стоит текст"),
        N_("перенесите текст на следующую строку с отступом"),
    ),
    "but found another document": (
        N_("в файле несколько записей, разделённых строкой «---»"),
        N_("оставьте одну запись на файл и уберите лишнюю строку «---»"),
    ),
    "did not find expected <document start>": (
        N_("сбит отступ: это поле левее тех, что выше"),
        N_("начните все поля в одном столбце; строки «...» и «%…», если они есть, уберите"),
    ),
    "found unknown directive name": _DIRECTIVE,
    "could not find expected directive name": _DIRECTIVE,
}
_AFTER_QUOTE = (
    N_("после закрывающей кавычки стоит ещё текст"),
    N_("возьмите в кавычки всё значение: снаружи «'», внутри «\"», или наоборот"),
)
_GLUED = (
    N_("после имени поля нет пробела: двоеточие слито со значением"),
    N_("поставьте после двоеточия пробел"),
)
_UNKNOWN_PROBLEM = (
    N_("строка не читается"),
    N_("проверьте отступы, двоеточия и кавычки в этой строке и в предыдущей"),
)
# Where libyaml notices these, a file may be long past the place where the author made the mistake.
_TOLD_AT_CONTEXT = frozenset(
    {
        "could not find expected ':'",
        "found unexpected end of stream",
        "found unexpected document indicator",
        "did not find expected ',' or ']'",
        "did not find expected ',' or '}'",
        "did not find expected alphabetic or numeric character",
        "did not find expected whitespace or line break",
        "found unknown directive name",
        "could not find expected directive name",
    }
)
# … unless both are on one line, where the comma that is missing is nearer than the bracket.
_TOLD_NEARER = frozenset({"did not find expected ',' or ']'", "did not find expected ',' or '}'"})


class _Composer(CParser, BaseResolver):
    """libyaml's parser, without any rule that turns text into other types."""

    def __init__(self, stream: str) -> None:
        CParser.__init__(self, stream)
        BaseResolver.__init__(self)

    # The parser asks these for every node; nobody reads a tag here.

    def resolve(self, _kind: object, _value: object, _implicit: object) -> str:
        return ""

    def descend_resolver(self, _parent: object, _index: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


class _Refusal(Exception):  # noqa: N818 - it never leaves this module: it carries a mistake of the author
    """A mistake found while data is built from nodes."""

    def __init__(self, node: yaml.Node, code: str, **values: str) -> None:
        self.node, self.code, self.values = node, code, values


def parse_yaml(path: str, text: str, first_line: int = 1) -> tuple[Any, yaml.Node] | Diagnostic:
    """Return the data and its node tree, or the reason why there is none.

    `first_line` is the line of the file on which the text begins (front matter begins on 2).
    Diagnostics: E105–E111, E117.
    """
    deep = find_too_deep(text)
    if deep is not None:
        return Diagnostic(_at(path, deep, first_line), "E107", {"limit": str(NESTING_LIMIT)})
    try:
        node = compose(text)
    except yaml.YAMLError as error:
        return _explain(path, text, error, first_line)
    if node is None:
        return Diagnostic(Location(path, first_line, 1), "E110")
    try:
        return _build(node, text, first_line), node
    except _Refusal as refused:
        return Diagnostic(place_of(path, refused.node, first_line), refused.code, refused.values)


def compose(text: str) -> yaml.Node | None:
    """Return the node tree of a text. Raises yaml.YAMLError."""
    return _Composer(text).get_single_node()


def explain(text: str, error: yaml.YAMLError) -> tuple[str, str, Mark | None]:
    """Return what libyaml's mistake means, what to do, and where the author made it."""
    problem, mark = getattr(error, "problem", None) or "", getattr(error, "problem_mark", None)
    key = next((key for key in PROBLEMS if key in problem), "")
    what, mend = PROBLEMS.get(key, _UNKNOWN_PROBLEM)
    if mark is None:
        return what, mend, None
    if key == "found character that cannot start any token" and text[mark.index : mark.index + 1] == "\t":
        return *_TAB, mark
    if key == "did not find expected node content" and (bracket := _open_bracket(text, mark)):
        closing = "}" if isinstance(bracket, yaml.FlowMappingStartToken) else "]"
        return *PROBLEMS[f"did not find expected ',' or '{closing}'"], bracket.start_mark
    if quoted := _quoted_before(text, mark):
        # A quote that nobody closed ends at the next one in the file, and what follows it is then no YAML.
        if quoted.start_mark.line != quoted.end_mark.line == mark.line:
            return *_OPEN_QUOTE, quoted.start_mark
        if key == "did not find expected key":
            return *_AFTER_QUOTE, mark
    if key == "mapping values are not allowed in this context" and (glued := _glued_field_before(text, mark)):
        return *_GLUED, glued
    context = getattr(error, "context_mark", None)
    if key in _TOLD_AT_CONTEXT and context and not (key in _TOLD_NEARER and context.line == mark.line):
        mark = context
    return what, mend, mark


def place_of(path: str, node: yaml.Node, first_line: int = 1) -> Location:
    """Return the place where a node begins."""
    return _at(path, node.start_mark, first_line)


def _at(path: str, mark: Mark, first_line: int) -> Location:
    return Location(path, mark.line + first_line, mark.column + 1)


def _build(node: yaml.Node, text: str, first_line: int) -> Any:
    _refuse_properties(node, text)
    if isinstance(node, yaml.ScalarNode):
        if not node.style and (note := _NOTE.match(text, node.end_mark.index)):
            raise _Refusal(node, "E117", read=note.group().strip())
        return None if not node.style and node.value in _EMPTY else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, text, first_line) for item in node.value]
    data: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for key_node, value_node in node.value:
        _refuse_properties(key_node, text)
        if not isinstance(key_node, yaml.ScalarNode):
            raise _Refusal(key_node, "E111", read=N_("скобка вместо имени поля"))
        key = key_node.value
        if key in data:
            raise _Refusal(key_node, "E106", read=key, line=str(lines[key]))
        data[key] = _build(value_node, text, first_line)
        lines[key] = key_node.start_mark.line + first_line
    return data


def _refuse_properties(node: yaml.Node, text: str) -> None:
    """Refuse an anchor or a tag. libyaml drops both, and what an author wrote would vanish in silence.

    An alias needs no check of its own: the anchor that it repeats comes earlier.
    """
    begin = node.start_mark.index
    if text[begin : begin + 1] in ("&", "!") and (found := _PROPERTY.match(text, begin)):
        code = "E109" if found.group().startswith("&") else "E108"
        raise _Refusal(node, code, read=found.group())


def find_too_deep(text: str) -> Mark | None:
    """Return where nesting passes the limit, or None.

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
                    return event.start_mark
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.YAMLError as error:
        # libyaml reads some way ahead, and has a limit of its own; the rest is told by the composer.
        return getattr(error, "problem_mark", None) if "maximum nesting depth" in str(error) else None
    return None


def _quoted_before(text: str, mark: Mark) -> yaml.ScalarToken | None:
    """Return the value in quotes that ends just before a place, if one does."""
    last = next(reversed(_tokens_before(text, mark)), None)
    return last if isinstance(last, yaml.ScalarToken) and last.style in ("'", '"') else None


def _glued_field_before(text: str, mark: Mark) -> Mark | None:
    """Return where `id:name` stands that was read as one value together with the next line, `title`."""
    line = text.rfind("\n", 0, mark.index) + 1
    above = next((row for row in reversed(text[:line].split("\n")) if row.strip()), "")
    last = next(reversed(_tokens_before(text, mark)), None)
    is_glued = isinstance(last, yaml.ScalarToken) and last.plain and last.start_mark.line < mark.line
    return last.start_mark if last is not None and is_glued and _GLUED_FIELD.fullmatch(above) else None


def _open_bracket(text: str, mark: Mark) -> yaml.Token | None:
    """Return the innermost bracket that is open at a place, if only blank lines follow."""
    if text[mark.index :].strip():
        return None
    opened: list[yaml.Token] = []
    for token in _tokens_before(text, mark):
        if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
            opened.append(token)
        elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken) and opened:
            opened.pop()
    return next(reversed(opened), None)


def _tokens_before(text: str, mark: Mark) -> list[yaml.Token]:
    found: list[yaml.Token] = []
    with suppress(yaml.YAMLError):  # the scanner may fail further on; what stands before the place is known by then
        for token in yaml.scan(text, Loader=yaml.CLoader):
            if token.start_mark.index >= mark.index:
                break
            found.append(token)
    return found


def _explain(path: str, text: str, error: yaml.YAMLError, first_line: int) -> Diagnostic:
    anchor = _anchor_of(error)
    if anchor is not None:
        found = _PROPERTY.match(text, anchor.index)
        return Diagnostic(_at(path, anchor, first_line), "E109", {"read": found.group() if found else "&"})
    what, mend, mark = explain(text, error)
    at = _at(path, mark, first_line) if mark else Location(path, first_line, 1)
    return Diagnostic(at, "E105", {"problem": what, "advice": mend})


def _anchor_of(error: yaml.YAMLError) -> Mark | None:
    """Return where the anchor or alias stands that the composer refused by itself."""
    if "found duplicate anchor" in (getattr(error, "context", None) or ""):
        return getattr(error, "context_mark", None)
    if "found undefined alias" in (getattr(error, "problem", None) or ""):
        return getattr(error, "problem_mark", None)
    return None
