"""Read a YAML file of records into frozen dataclasses, and say every fault with its line.

A record type is a dataclass; its annotations are the rules. Understood are `str`, `int`,
`float`, `PartialDate`, `tuple[str, ...]`, a `Literal` of words, and `… | None` for what may
be left out, and a tuple of records, of which each may be written as the text of its first field alone. PyYAML turns unquoted words like `no`, `12:30` or `1.10` into something else:
where a text is needed, that is a fault.
"""

import dataclasses
import difflib
import types
import typing
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import yaml

from actions.facts.dates import PartialDate

MOST_NAMES_LISTED = 30


@dataclasses.dataclass(frozen=True)
class Place:
    """Where a record stands: what messages about it begin with."""

    file: str
    line: int
    section: str
    index: int
    id: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.section}[{self.index}] ({self.id})"


@dataclasses.dataclass(frozen=True)
class Read:
    """What was read of a file: records by section, the place of each by its id, and the faults."""

    file: str
    records: dict[str, tuple[Any, ...]]
    places: dict[str, Place]
    faults: list[str]


def read_records(path: Path, sections: dict[str, type]) -> Read:
    """Read the file's `sections`, each a list of records of one dataclass.

    Never raises for what the file holds: faults are collected, so that all are told at once.
    """
    file = f"{path.parent.name}/{path.name}"
    read = Read(file, dict.fromkeys(sections, ()), {}, [])
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or str(error)
        read.faults.append(
            f"{file}:{line}: this isn't YAML: {problem}. Look at this line and the one above: "
            f"indentation, quotes, or a colon inside a sentence."
        )
        return read
    if not isinstance(root, yaml.MappingNode):
        read.faults.append(f"{file}:1: the file must consist of the sections {', '.join(sections)}.")
        return read
    for section, nodes in _sections(root, sections, file, read.faults):
        read.records[section] = tuple(_records(nodes, section, sections[section], file, read))
    return read


def _sections(
    root: yaml.MappingNode, sections: dict[str, type], file: str, faults: list[str]
) -> Iterator[tuple[str, list[yaml.Node]]]:
    seen = set()
    for key, value in root.value:
        line = key.start_mark.line + 1
        if key.value not in sections:
            nearest = did_you_mean(key.value, sections, "The sections are")
            faults.append(f"{file}:{line}: {key.value!r} is no section.{nearest}")
        elif key.value in seen:
            faults.append(f"{file}:{line}: the section {key.value!r} stands twice. Put its records into one.")
        elif not isinstance(value, yaml.SequenceNode):
            faults.append(f"{file}:{line}: {key.value} must be a list of records, each beginning with `- id:`.")
        else:
            yield key.value, value.value
        seen.add(key.value)
    for missing in sections.keys() - seen:
        faults.append(f"{file}:1: the section {missing!r} is missing.")


def _records(nodes: list[yaml.Node], section: str, kind: type, file: str, read: Read) -> Iterator[Any]:
    hints = typing.get_type_hints(kind)
    for index, node in enumerate(nodes):
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.MappingNode):
            read.faults.append(f"{file}:{line}: {section}[{index}] must be a record that begins with `- id:`.")
            continue
        values = {key.value: value for key, value in node.value}
        record_id = values["id"].value if isinstance(values.get("id"), yaml.ScalarNode) else "no id"
        place = Place(file, line, section, index, record_id)
        before = len(read.faults)
        filled = dict(_fields(node, hints, place, read.faults))
        for name in _required(kind):
            if name not in values:
                read.faults.append(f"{place}: {name} is missing. Add it.")
        if record_id in read.places:
            read.faults.append(
                f"{place}: this id stands at line {read.places[record_id].line} already. Choose another."
            )
        read.places.setdefault(record_id, place)
        if len(read.faults) == before:
            yield kind(**filled)


def _fields(
    node: yaml.MappingNode, hints: dict[str, Any], place: Place, faults: list[str]
) -> Iterator[tuple[str, Any]]:
    seen = set()
    for key, value in node.value:
        here = dataclasses.replace(place, line=key.start_mark.line + 1)
        if key.value in seen:
            faults.append(f"{here}: {key.value} stands twice. Keep one.")
        elif key.value not in hints:
            nearest = did_you_mean(key.value, hints, "It can have")
            faults.append(f"{here}: {key.value!r} is nothing that such a record has.{nearest}")
        else:
            try:
                yield key.value, _value(value, hints[key.value])
            except ValueError as fault:
                faults.append(f"{here}: {key.value} {fault}")
        seen.add(key.value)


def _required(kind: type) -> list[str]:
    return [f.name for f in dataclasses.fields(kind) if f.default is dataclasses.MISSING]


def _value(node: yaml.Node, hint: Any) -> Any:
    options = [option for option in typing.get_args(hint) if option is not types.NoneType]
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        hint = options[0]
        options = list(typing.get_args(hint))
    if typing.get_origin(hint) is tuple:
        if not isinstance(node, yaml.SequenceNode):
            raise ValueError("must be a list: one item a line, each after a dash, or [in, brackets].")
        kind = typing.get_args(hint)[0]
        return tuple(
            _record(item, kind) if dataclasses.is_dataclass(kind) else _value(item, str) for item in node.value
        )
    if not isinstance(node, yaml.ScalarNode):
        raise ValueError("must be a single value, not a list or a record.")
    if typing.get_origin(hint) is typing.Literal:
        if node.value not in options:
            raise ValueError(f"is {node.value!r}.{did_you_mean(node.value, options, 'It must be one of')}")
        return node.value
    return _READERS[hint](node)


def _record(node: yaml.Node, kind: Any) -> Any:
    """A record inside a record: its fields, or, as a single text, the first of them."""
    hints = typing.get_type_hints(kind)
    first = next(iter(hints))
    if not isinstance(node, yaml.MappingNode):
        return kind(**{first: _value(node, hints[first])})
    values = {}
    for key, value in node.value:
        if key.value not in hints:
            raise ValueError(
                f"has {key.value!r} at line {key.start_mark.line + 1}.{did_you_mean(key.value, hints, 'It can have')}"
            )
        try:
            values[key.value] = _value(value, hints[key.value])
        except ValueError as fault:
            raise ValueError(f"has a {key.value} at line {key.start_mark.line + 1} that {fault}") from None
    if first not in values:
        raise ValueError(f"has an entry at line {node.start_mark.line + 1} without {first!r}. Add it.")
    return kind(**values)


def _text(node: yaml.ScalarNode) -> str:
    if not node.value.strip():
        raise ValueError("is empty. Write something, or take the line out.")
    kind = node.tag.rpartition(":")[2]
    if kind != "str":
        raise ValueError(
            f'is {node.value}, which YAML reads as {_YAML_KINDS.get(kind, kind)}. Put it in quotes: "{node.value}".'
        )
    return str(node.value)


def _whole_number(node: yaml.ScalarNode) -> int:
    if not node.value.isdigit():
        digits = "".join(char for char in node.value if char.isdigit())
        raise ValueError(f'is "{node.value}", not a whole number. Write digits only, for example {digits or 12345}.')
    return int(node.value)


def _number(node: yaml.ScalarNode) -> float:
    try:
        return float(node.value)
    except ValueError:
        raise ValueError(f'is "{node.value}", not a number. Write it like 4.9.') from None


def _date(node: yaml.ScalarNode) -> PartialDate:
    try:
        return PartialDate.parse(node.value)
    except ValueError:
        raise ValueError(
            f'is "{node.value}", not a date. Write it as YYYY-MM-DD or YYYY-MM, for example 2022-08-10.'
        ) from None


_YAML_KINDS = {
    "bool": "yes or no",
    "int": "a number (also 12:30)",
    "float": "a number",
    "null": "nothing",
    "timestamp": "a date",
}
_READERS = {str: _text, int: _whole_number, float: _number, PartialDate: _date}


def did_you_mean(word: str, known: Collection[str], otherwise: str) -> str:
    """Return a sentence with the known word that is nearest to `word`; where none is near, with all of a few.

    >>> did_you_mean("titel", ["title", "url"], "It can have"), did_you_mean("x", ["title", "url"], "It can have")
    (' Did you mean title?', ' It can have: title, url.')
    """
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f" Did you mean {close[0]}?"
    return f" {otherwise}: {', '.join(known)}." if len(known) <= MOST_NAMES_LISTED else ""
