"""What is wrong with the wording in data/responses, in plain words: read against the code that says it.

The code is read, not run: each call of `say` in actions/ and wayfinder/ names a response and the values that it gives.
"""

import ast
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

import yaml

from actions.answering.wording import placeholders
from actions.facts.records import Measure
from actions.topics import CAREER_TOPICS, PAY, UNCOVERED_TOPICS
from scripts.servers import ROOT

WORDING = Path("data", "responses")
# Files beside those of the skills.
NO_SKILLS = ("shared", "channels")
# Topics that are answered by statements, of which some are lists.
STATEMENT_TOPICS = tuple(topic for topic in CAREER_TOPICS if topic not in (*PAY, "openings"))
# Where code puts a name together of a beginning and something else: what else it can be.
COMPLETIONS = {
    "utter_measure_": get_args(Measure),
    "utter_suggest_": CAREER_TOPICS,
    "utter_list_": STATEMENT_TOPICS,
    "utter_what_": (*CAREER_TOPICS, *UNCOVERED_TOPICS),
    "utter_limit_": ("company", "industry", "place", "level", "degree", "contract", "range", "publisher"),
    **{
        f"utter_{said}_": ("pay", "openings")
        for said in (
            "compare",
            "difference",
            "percent",
            "ratio",
            "most",
            "least",
            "nth",
            "rank",
            "one",
            "not_compared",
            "left_out",
        )
    },
    "utter_": ("goodbye", "thanks", "bot_challenge", "insult", "human", "forget_me"),
}
# What says a response, and at which place among its arguments the name stands.
SAYING = {"say": 0, "social": 1}
# Their arguments that fill no placeholder.
NO_VALUES = {"variant", "turn", "suggest"}
# What stands among the values of a call that hands on others besides: `say(response, times=times, **values)`.
MORE = "**"
# As many letters as a button has room for in every channel.
LONGEST_TITLE = 75

_MARKDOWN = re.compile(r"\*\*|\]\(|^#|__|`|^[-*] ", re.MULTILINE)
_NO_SENTENCE = re.compile(r"^\s*/|[\[\](){}]")


@dataclass
class Written:
    """The responses that the files hold: of each where it stands first, and its variations; and faults of the files."""

    is_complete: bool = True  # whether every file could be read
    places: dict[str, str] = field(default_factory=dict)
    variations: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


@dataclass
class Named:
    """The responses that the code names: of each where, and the values that each call gives; and faults of the code."""

    places: dict[str, str] = field(default_factory=dict)
    given: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def find_wording_faults(root: Path = ROOT) -> list[str]:
    """What is wrong with the wording of the project at `root`, one line each, with the cure."""
    written = _written(root)
    if not written.is_complete:
        return written.faults
    named = _named(root)
    faults = [*written.faults, *named.faults]
    for name in sorted(named.places.keys() - written.places.keys()):
        faults.append(f"{named.places[name]}: {name} is no response. Add it to data/responses, or correct the name.")
    for name in sorted(written.places.keys() - named.places.keys()):
        faults.append(f"{written.places[name]}: {name} is said nowhere. Take it out, or correct the name.")
    for name, variations in written.variations.items():
        where = f"{written.places[name]}: {name}"
        faults += [f"{where} {fault}" for fault in _faults_of(name, variations)]
        faults += [f"{where} {fault}" for fault in _misfits(variations, named.given.get(name, {}))]
    titles = Counter(
        button["title"] for vs in written.variations.values() for button in _buttons(vs) if "title" in button
    )
    faults += [f"data/responses: {n} buttons say {title!r}. Give each its own." for title, n in titles.items() if n > 1]
    return faults


def _written(root: Path) -> Written:
    written = Written()
    skills = {path.stem for path in (root / "actions" / "skills").glob("[!_]*.py")}
    for path in sorted((root / WORDING).iterdir()):
        file = path.relative_to(root).as_posix()
        if path.suffix != ".yml" or path.stem not in {*skills, *NO_SKILLS}:
            written.faults.append(
                f"{file}: this is no skill's. A file is named after a module of actions/skills, "
                f"or {' or '.join(f'{name}.yml' for name in NO_SKILLS)}; move the responses there."
            )
        else:
            _read(path, file, written)
    if re.search(r"^responses:", (root / "domain.yml").read_text(encoding="utf-8"), re.MULTILINE):
        written.faults.append("domain.yml: responses stand in data/responses, where they are read. Move them there.")
    return written


def _read(path: Path, file: str, written: Written) -> None:
    """Add what a file holds; the nodes of YAML tell lines, and names that stand twice."""
    try:
        loader = yaml.SafeLoader(path.read_text(encoding="utf-8"))
        root = loader.get_single_node()
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        written.is_complete = False
        mark = getattr(error, "problem_mark", None)
        written.faults.append(
            f"{file}:{mark.line + 1 if mark else 1}: this isn't YAML: {getattr(error, 'problem', None) or error}. "
            f"Look at this line and the one above: indentation, quotes, or a colon inside a sentence."
        )
        return
    sections = {key.value: value for key, value in root.value} if isinstance(root, yaml.MappingNode) else {}
    if not isinstance(sections.get("responses"), yaml.MappingNode):
        written.is_complete = False
        written.faults.append(f"{file}:1: there are no responses. Add them below `responses:`.")
        return
    for key, value in sections["responses"].value:
        place, name = f"{file}:{key.start_mark.line + 1}", str(key.value)
        variations = loader.construct_object(value, deep=True)
        if name in written.places:
            written.faults.append(f"{place}: {name} stands at {written.places[name]}, too. Take one of the two out.")
            continue
        written.places[name] = place
        if isinstance(variations, list) and variations and all(isinstance(v, dict) for v in variations):
            written.variations[name] = variations
        else:
            written.faults.append(f"{place}: {name} has no text. Add a line that begins with `- text:`.")


def _faults_of(name: str, variations: list[dict[str, Any]]) -> Iterator[str]:
    """What is wrong with a response in itself."""
    for variation in variations:
        text = variation.get("text")
        if not isinstance(text, str) or not text.strip():
            yield "has no text. Add a line that begins with `- text:`; put words that YAML may misread into quotes."
            continue
        if "\n\n" in text:
            yield "has a blank line, where Rasa would cut it in two. Take the blank line out."
        if found := _MARKDOWN.search(text):
            yield f"has Markdown ({found[0]!r}), which most channels show as it is. Write it as plain text."
        try:
            odd = sorted(place for place in placeholders(text) if not place.isidentifier())
        except ValueError:
            yield "has a brace without a partner. Placeholders are written {name}."
        else:
            if odd:
                yield f"has the placeholder {{{odd[0]}}}. Write a name: letters, digits and _."
    if name.removeprefix("utter_suggest_") in COMPLETIONS["utter_suggest_"] and len(_buttons(variations)) != 1:
        yield "needs one button. Add title and payload."
    for button in _buttons(variations):
        yield from _faults_of_button(button)


def _faults_of_button(button: dict[str, Any]) -> Iterator[str]:
    if set(button) != {"title", "payload"} or not all(isinstance(value, str) and value for value in button.values()):
        yield "has a button that isn't made of title and payload. Write both, and nothing else."
        return
    if len(button["title"]) > LONGEST_TITLE:
        yield f"has a button whose title is longer than {LONGEST_TITLE} letters. Shorten it."
    if _NO_SENTENCE.search(button["payload"]) or not re.fullmatch(r"[A-Z].{5,}[.?!]", button["payload"]):
        yield (
            f"has a button that sends {button['payload']!r}. Write a sentence that a person would type, "
            "without brackets and without a slash in front."
        )


def _buttons(variations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [button for variation in variations for button in variation.get("buttons") or []]


def _misfits(variations: list[dict[str, Any]], given: dict[str, set[str]]) -> Iterator[str]:
    """Where a response's placeholders aren't what the code gives; no call with values gives none.

    Of a call that hands on values only those that it names can be seen: each must be a placeholder.
    """
    try:
        wanted = [placeholders(str(variation.get("text"))) for variation in variations]
    except ValueError:
        return  # told already
    if any(places != wanted[0] for places in wanted):
        yield "has variations with different placeholders. Give each the same."
        return
    for place, values in (given or {"the code": set()}).items():
        fits = values - {MORE} <= wanted[0] if MORE in values else values == wanted[0]
        if not fits:
            yield f"has the placeholders {sorted(wanted[0])}, {place} gives {sorted(values)}. Make them the same."


def _named(root: Path) -> Named:
    named, put_together = Named(), set()
    for path in itertools.chain.from_iterable(sorted((root / part).rglob("*.py")) for part in ("actions", "wayfinder")):
        file = path.relative_to(root).as_posix()
        source = path.read_text(encoding="utf-8")
        if "utter_" not in source:
            continue
        tree = ast.parse(source)
        for node in _outside_joined_strings(tree):
            place = f"{file}:{getattr(node, 'lineno', 1)}"
            if isinstance(node, ast.JoinedStr) and (beginning := _beginning(node)) is not None:
                put_together.add(beginning)
                if beginning not in COMPLETIONS:
                    named.faults.append(
                        f"{place}: a name is put together of {beginning!r} and something else. "
                        f"List what it can be in scripts/wording_check.py, COMPLETIONS."
                    )
            for name in _names(node):
                named.places.setdefault(name, place)
        for function in ast.walk(tree):
            if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
                for line, names, values in _said_in(function):
                    for name in names:
                        named.given.setdefault(name, {})[f"{file}:{line}"] = values
    for beginning in sorted(COMPLETIONS.keys() - put_together):
        named.faults.append(
            f"scripts/wording_check.py: no name is put together of {beginning!r}. Take it out of COMPLETIONS."
        )
    return named


def _outside_joined_strings(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node, but of an f-string only the whole."""
    yield tree
    if not isinstance(tree, ast.JoinedStr):
        for child in ast.iter_child_nodes(tree):
            yield from _outside_joined_strings(child)


def _beginning(joined: ast.JoinedStr) -> str | None:
    """The beginning of a response's name that is put together; None of another f-string."""
    first = joined.values[0] if joined.values else None
    found = isinstance(first, ast.Constant) and re.fullmatch(r"utter_\w*", str(first.value))
    return found[0] if found else None


def _names(node: ast.AST) -> list[str]:
    """The responses that a string names, alone or put together."""
    if isinstance(node, ast.JoinedStr):
        beginning = _beginning(node) or ""
        return [beginning + rest for rest in COMPLETIONS.get(beginning, ())]
    found = isinstance(node, ast.Constant) and re.fullmatch(r"utter_\w+", str(node.value))
    return [found[0]] if found else []


def _said_in(function: ast.AST) -> Iterator[tuple[int, list[str], set[str]]]:
    """Of each call in `function` that says something: its line, the responses that it may be, and the values given.

    A response may be named there, be one of two, or a variable's that is set in the same function.
    """
    nodes = list(ast.walk(function))
    assigned: dict[str, list[str]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            assigned.setdefault(node.targets[0].id, []).extend(_names_within(node.value))
    for node in nodes:
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING):
            continue
        for said in node.args[SAYING[node.func.id] :][:1]:
            names = assigned.get(said.id, []) if isinstance(said, ast.Name) else _names_within(said)
            values = {keyword.arg or MORE for keyword in node.keywords} - NO_VALUES
            yield node.lineno, names, values


def _names_within(expression: ast.AST) -> list[str]:
    return [name for node in _outside_joined_strings(expression) for name in _names(node)]
