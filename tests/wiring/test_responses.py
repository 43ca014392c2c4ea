"""Responses: each that is named exists, each that exists is named, and all can be shown as they are."""

import ast
import functools
import re
import string
from collections import Counter

from actions.answering.wording import load_wording
from actions.facts.records import Salary
from actions.skills.talk import _SaysOneThing
from actions.topics import CAREER_TOPICS
from tests.support import ROOT

CODE = sorted(path for folder in ("actions", "wayfinder") for path in (ROOT / folder).rglob("*.py"))
RESPONSES = {name: response.variations for name, response in load_wording().items()}
TEXTS = [(name, variation["text"]) for name, variations in RESPONSES.items() for variation in variations]
BUTTONS = [(name, button) for name, variations in RESPONSES.items() for v in variations for button in v.get("buttons", [])]
# What is put into the names that code puts together.
COMPLETIONS = {
    "utter_measure_": ["average_base", "average", "median"],
    "utter_suggest_": [*CAREER_TOPICS, "deny"],
    "utter_": [talk.topic for talk in _SaysOneThing.__subclasses__()],
}


@functools.cache
def trees():
    """Return each file's name and syntax tree."""
    return [(name_of(path), ast.parse(path.read_text(encoding="utf-8"))) for path in CODE]


def names_in_code():
    """Return every response that the code names, whole or put together."""
    names, beginnings = set(), set()
    for _, tree in trees():
        joined = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
        parts = {id(part) for node in joined for part in node.values}
        beginnings |= {
            node.values[0].value
            for node in joined
            if isinstance(node.values[0], ast.Constant) and str(node.values[0].value).startswith("utter_")
        }
        names |= {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and id(node) not in parts and re.fullmatch(r"utter_\w+", str(node.value))
        }
    return names, beginnings


def fillings():
    """Return each call of `say` with a literal name and plain keywords: where it is, name, keywords."""
    found = []
    for path, tree in trees():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say"):
                continue
            name = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
            keywords = [keyword.arg for keyword in node.keywords if keyword.arg != "variant"]
            if name is not None and None not in keywords:
                found.append((f"{path}:{node.lineno}", name, set(keywords)))
    return found


def test_names_that_are_put_together_are_known_here():
    """Whoever puts together a new kind of name lists what it can become."""
    assert names_in_code()[1] == set(COMPLETIONS)


def test_the_measures_listed_here_are_those_that_a_salary_can_have():
    """A new measure needs words of its own."""
    assert COMPLETIONS["utter_measure_"] == list(Salary.__annotations__["measure"].__args__)


def test_every_response_that_code_names_exists():
    """A misspelt name would say nothing."""
    names, _ = names_in_code()
    completed = {beginning + end for beginning, ends in COMPLETIONS.items() for end in ends}

    assert sorted((names | completed) - set(RESPONSES)) == []


def test_every_response_that_exists_is_used():
    """Wording that nobody says is taken out."""
    names, _ = names_in_code()
    completed = {beginning + end for beginning, ends in COMPLETIONS.items() for end in ends}

    assert sorted(set(RESPONSES) - names - completed) == []


def places_in(text):
    """Return the names of the places to fill in a text."""
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


def test_a_response_gets_just_the_values_that_it_has_places_for():
    """In every variation."""
    wrong = [
        f"{where}: {name} is given {sorted(keywords)}, has {sorted(places_in(variation['text']))}"
        for where, name, keywords in fillings()
        for variation in RESPONSES[name]
        if places_in(variation["text"]) != keywords
    ]

    assert wrong == []


def test_a_text_can_be_shown_in_any_channel_as_it_is():
    """No blank line, which Rasa splits at, and no Markdown."""
    unshowable = re.compile(r"\n\n|\*\*|\]\(|^#|__|`|^[-*] ", re.MULTILINE)

    assert [(name, text) for name, text in TEXTS if unshowable.search(text)] == []


def test_the_apology_has_no_place_to_fill():
    """It is said when nothing is known."""
    assert [re.findall(r"[{}]", variation["text"]) for variation in RESPONSES["utter_error"]] == [[]]


def test_what_has_variations_has_the_same_places_in_each():
    """Which of several texts is said doesn't change what must be given."""
    differing = {
        name
        for name, variations in RESPONSES.items()
        if len({frozenset(re.findall(r"{(\w+)}", variation["text"])) for variation in variations}) > 1
    }

    assert differing == set()


def test_a_button_sends_the_sentence_that_a_person_would_type():
    """No leading slash, no brackets, no braces; a title short enough for any channel."""
    wrong = [
        (name, button)
        for name, button in BUTTONS
        if set(button) != {"title", "payload"}
        or re.search(r"[\[\](){}]", button["payload"])
        or not re.fullmatch(r"[A-Z].{5,}[.?!]", button["payload"])
        or not 0 < len(button["title"]) <= 75
    ]

    assert wrong == []


def test_every_subject_has_one_button():
    """Any subject can be suggested, by one title that no other has."""
    times = Counter(button["title"] for _, button in BUTTONS)
    suggestions = {topic: RESPONSES[f"utter_suggest_{topic}"] for topic in CAREER_TOPICS}
    wrong = {
        topic: texts
        for topic, texts in suggestions.items()
        if [times[button["title"]] for text in texts for button in text["buttons"]] != [1] or len(texts) != 1
    }

    assert wrong == {}
