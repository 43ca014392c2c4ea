"""Responses are filled in wholly or not at all."""

import pytest

from actions.answering.wording import load_wording, say, suggestion
from actions.errors import WordingError


def test_a_response_is_filled_in():
    """Placeholders are replaced by the values given."""
    assert say("utter_cite_as_of", publisher="Indeed", date="June 2022") == "(Indeed, June 2022)"


@pytest.mark.parametrize(
    ("response", "values", "words"),
    [
        ("utter_no_such_thing", {}, "there is no response utter_no_such_thing. Add it"),
        (
            "utter_cite_as_of",
            {"publisher": "Indeed"},
            r"^data/responses/shared.yml: utter_cite_as_of has the placeholders \['date', 'publisher'\].*the action gives \['publisher'\]",
        ),
        ("utter_thanks", {"name": "you"}, r"placeholders \[\].*the action gives \['name'\]"),
        ("utter_cite_undated", {"publisher": None}, "would show None"),
    ],
    ids=["missing response", "unfilled placeholder", "surplus value", "None"],
)
def test_what_does_not_fit_is_an_error_and_never_a_raw_placeholder(response, values, words):
    """The error names the response and says how to cure it."""
    with pytest.raises(WordingError, match=words):
        say(response, **values)


def test_a_value_with_brackets_is_shown_as_it_is():
    """What a person wrote is no placeholder, whatever it holds."""
    assert "“{date} {0}”" in say("utter_limit_level", words="{date} {0}")


@pytest.mark.parametrize(
    ("variant", "text"), [(0, "You're welcome."), (1, "Gladly."), (2, "Any time."), (3, "You're welcome.")]
)
def test_the_texts_of_a_response_are_said_in_turn(variant, text):
    """From the first again after the last."""
    assert say("utter_thanks", variant=variant) == text


def test_a_suggestion_is_a_title_and_what_a_person_would_type():
    """A button has both, in plain words."""
    assert suggestion("salary").shown() == {"title": "Pay of ML engineers", "payload": "How much do ML engineers earn?"}


@pytest.mark.parametrize("topic", ["greet", "nonsense"])
def test_a_topic_without_a_button_cannot_be_suggested(topic):
    """Only what has a button can be offered."""
    with pytest.raises(WordingError, match=f"utter_suggest_{topic}"):
        suggestion(topic)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "there is no wording"),
        (
            {
                "a.yml": "responses: {utter_a: [{text: A}]}",
                "b.yml": "responses: {utter_b: [{text: B}], utter_a: [{text: C}]}",
            },
            "data/responses/b.yml: utter_a stands in data/responses/a.yml, too",
        ),
        (
            {"a.yml": "responses: {utter_a: [{text: A}]"},
            "data/responses/a.yml: there are no responses to read. `make check`",
        ),
        ({"a.yml": "nlu: []"}, "data/responses/a.yml: there are no responses to read"),
        ({"a.yml": "responses: []"}, "data/responses/a.yml: there are no responses to read"),
        ({"a.yml": ""}, "data/responses/a.yml: there are no responses to read"),
    ],
    ids=["no file", "a name in two files", "no YAML", "no responses", "a list", "an empty file"],
)
def test_wording_that_cannot_be_read_is_an_error_that_names_the_file(tmp_path, files, words):
    """And both files, where two hold the same response."""
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    with pytest.raises(WordingError, match=words):
        load_wording(tmp_path)
