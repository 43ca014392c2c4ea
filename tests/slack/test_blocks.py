"""Answers drawn as blocks: what each part becomes, and that Slack takes whatever comes."""

import json
from typing import Any

import pytest

from actions.answering.answer import message_for
from actions.answering.dispatch import answer_to
from actions.facts import load_facts
from actions.topics import CAREER_TOPICS
from tests.slack.fake.blocks import check_blocks, check_view
from tests.support import question
from wayfinder.channels.slack.answer_blocks import render, render_shared
from wayfinder.channels.slack.beside_answers import home_view, prompts
from wayfinder.channels.slack.block_limits import Post, cut, split_text

ANSWER: dict[str, Any] = {"id": "a1", "status": "answered", "sources": [], "table": None, "chart": None}
SOURCE = {
    "publisher": "Indeed", "title": "Pay", "url": None, "measures": "pay", "date": "2022-08-10", "date_kind": "as_of",
    "cited_by": None, "note": None,
}  # fmt: skip
CHART = {"title": "Pay & more", "unit": "USD", "labels": ["a", "bb"], "values": [10.0, 5.0], "shown": ["$10", "$5"]}


PARTS: dict[str, Any] = {
    "lead": "Bees & wasps.", "rows": [], "support": [], "limits": [], "source_line": None, "notice": None,
}  # fmt: skip
ROWS = [
    {"label": "data engineers", "fact": "x", "shown": "$10", "value": 10.0, "unit": "USD"},
    {"label": "nurses", "fact": "y", "shown": "$5", "value": 5.0, "unit": "USD"},
]
STEPS = [{**row, "shown": "", "value": None} for row in ROWS]


def message(text: str = "Words.", buttons: int = 0, **answer: Any) -> dict[str, Any]:
    """Return a message of the bot's, with an answer object that has this in it, and so many buttons."""
    offered = [{"title": f"Title {n}", "payload": f"Question {n}?"} for n in range(buttons)]
    return {"text": text, "buttons": offered, "custom": {"answer": {**ANSWER, **answer}}}


def parted(**parts: Any) -> dict[str, Any]:
    """Return a message whose answer has these parts; `chart` and `sources` are its answer's."""
    beside = {name: parts.pop(name) for name in ("chart", "sources", "id") if name in parts}
    return message(parts={**PARTS, **parts}, **beside)


def told(posts: list[Post]) -> list[tuple[str, str]]:
    """Return kind and words of each block of the one post that has words of its own."""
    words = {"section": lambda b: b["text"]["text"], "context": lambda b: b["elements"][0]["text"]}
    return [(each["type"], words[each["type"]](each)) for each in only(posts) if each["type"] in words]


def only(posts: list[Post]) -> list[dict[str, Any]]:
    """Return the blocks of the one post."""
    (post,) = posts
    return post.blocks


def block(posts: list[Post], kind: str) -> dict[str, Any]:
    """Return the one block of a kind."""
    (found,) = [each for each in only(posts) if each["type"] == kind]
    return found


def real(topic: str, **named: Any) -> dict[str, Any]:
    """Return the bot's message on a topic, as Rasa hands it on."""
    asked = question(topic, **named)
    made = message_for(answer_to(asked, load_facts()), asked, load_facts())
    return {"text": made.text, "buttons": made.buttons, "custom": {"answer": made.answer}}


def test_words_are_shown_as_they_are() -> None:
    """Nothing in them is notation to Slack."""
    shown = block(render([message("R&D <!channel>")], "1.0"), "section")

    assert shown["text"] == {"type": "mrkdwn", "text": "R&amp;D &lt;!channel&gt;", "verbatim": True}


def test_a_post_without_parts_has_its_words_as_text() -> None:
    """For notifications."""
    (post,) = render([message("One.\nTwo.")], "1.0")

    assert post.text == "One.\nTwo."


def test_a_notification_has_the_lead_alone() -> None:
    """It is the answer; of two answers both leads."""
    first = parted(rows=ROWS, chart=CHART, support=["More."], limits=["Less."], source_line="Source: Indeed.")
    (post,) = render([first, parted(lead="Ants.", id="a2")], "1.0")

    assert post.text == "Bees &amp; wasps.\nAnts."


def test_parts_are_told_in_their_order() -> None:
    """What else is known in plain size; what isn't known, whom it is from and who speaks in small print."""
    said = parted(
        support=["More.", "And <more>."], limits=["Less."], source_line="Source: Indeed.", notice="I'm a bot."
    )

    assert told(render([said], "1.0")) == [
        ("section", "Bees &amp; wasps."),
        ("section", "More.\nAnd &lt;more&gt;."),
        ("context", "Less.\nSource: Indeed."),
        ("context", "I'm a bot."),
    ]


def test_rows_with_values_are_a_table() -> None:
    """Numbered, as people name them in the next question, below what the chart says that the values are; no bars then."""
    blocks = only(render([parted(rows=ROWS, chart=CHART, support=["More."])], "1.0"))

    assert [each["type"] for each in blocks] == ["section", "table", "section", "context_actions"]
    assert [[cell["text"] for cell in row] for row in blocks[1]["rows"]] == [
        [" ", "Pay & more"], ["1. Data engineers", "$10"], ["2. Nurses", "$5"],
    ]  # fmt: skip


LINES = {
    "without values": (STEPS, "1. Data engineers\n2. Nurses"),
    "one without a value": ([ROWS[0], STEPS[1]], "1. Data engineers: $10\n2. Nurses"),
    "too many for a table": (ROWS[:1] * 101, "\n".join(f"{n}. Data engineers: $10" for n in range(1, 102))),
}


@pytest.mark.parametrize(("rows", "lines"), LINES.values(), ids=LINES.keys())
def test_other_rows_are_lines(rows: list[dict[str, Any]], lines: str) -> None:
    """Each with its number."""
    assert told(render([parted(rows=rows)], "1.0"))[1:] == [("section", lines)]


def test_a_second_table_goes_into_a_post_of_its_own() -> None:
    """Slack takes one; a notification of the second post has the lead that it goes on from."""
    _, second = render([parted(rows=ROWS), parted(rows=ROWS, lead="Ants.", id="a2")], "1.0")

    assert second.text == "Bees &amp; wasps.\nAnts."
    assert [each["type"] for each in second.blocks] == ["table", "context_actions"]


def test_a_chart_without_rows_is_drawn_in_letters_of_one_width() -> None:
    """The longest bar is twelve cells; the title is shown as it is."""
    _, chart, _ = only(render([parted(chart=CHART)], "1.0"))

    assert chart["text"]["text"] == "*Pay &amp; more*\n```a  ████████████ $10\nbb ██████       $5```"


def test_a_source_line_is_followed_by_the_links_alone() -> None:
    """Nobody is told twice whom it is from."""
    said = parted(source_line="Source: Indeed.", sources=[SOURCE, {**SOURCE, "url": "https://x.com"}])

    assert told(render([said], "1.0"))[1:] == [("context", "Source: Indeed."), ("context", "<https://x.com|Pay>")]


SOURCES = {
    "of a day": ({}, "Source: Indeed, Pay, 10 August 2022"),
    "cited": ({"cited_by": "A&B"}, "Source: Indeed, Pay, 10 August 2022, cited by A&amp;B"),
    "of a month": ({"date": "2022-06"}, "Source: Indeed, Pay, June 2022"),
    "cited on a day": ({"date_kind": "accessed", "cited_by": "A&B"}, "Source: Indeed, Pay, cited by A&amp;B in August 2022"),
    "beside a dated figure": ({"date_kind": "same_page_as"}, "Source: Indeed, Pay, around August 2022"),
    "undated": ({"date": None, "date_kind": "undated"}, "Source: Indeed, Pay, undated"),
    "with an address": ({"url": "https://x.com/?a=1&b=2"}, "Source: Indeed, <https://x.com/?a=1&amp;b=2|Pay>, 10 August 2022"),
    "with a bar in its title": ({"url": "https://x.com", "title": "A|B (C)"}, "Source: Indeed, <https://x.com|A/B (C)>, 10 August 2022"),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "shown"), SOURCES.values(), ids=SOURCES.keys())
def test_a_source_is_shown_with_its_date(changes: dict[str, Any], shown: str) -> None:
    """In small print, its title a link where the address is known."""
    context = block(render([parted(sources=[{**SOURCE, **changes}])], "1.0"), "context")

    assert [element["text"] for element in context["elements"]] == [shown]


def test_buttons_carry_the_sentence_that_they_stand_for() -> None:
    """And the block which answer they belong to, and which thread."""
    actions = block(render([message(buttons=2)], "1.0"), "actions")

    assert actions["block_id"] == "choice|a1|1.0"
    assert [(each["text"]["text"], each["value"]) for each in actions["elements"]] == [
        ("Title 0", "Question 0?"), ("Title 1", "Question 1?"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("count", "kinds"), [(25, ["button"] * 25), (26, ["static_select"]), (101, ["static_select"] * 2)]
)
def test_more_buttons_than_slack_has_room_for_become_selects(count: int, kinds: list[str]) -> None:
    """Of a hundred options each, none lost."""
    actions = block(render([message(buttons=count)], "1.0"), "actions")
    offered = [option["value"] for each in actions["elements"] for option in each.get("options", [each])]

    assert [each["type"] for each in actions["elements"]] == kinds
    assert offered == [f"Question {n}?" for n in range(count)]


def test_an_option_with_a_long_sentence_is_named_by_its_number() -> None:
    """For Slack's values are shorter there."""
    said = message(buttons=30)
    said["buttons"][3]["payload"] = "x" * 151
    options = block(render([said], "1.0"), "actions")["elements"][0]["options"]

    assert [option["value"] for option in options[2:5]] == ["Question 2?", "#3", "Question 4?"]


def test_a_choice_stands_in_place_of_the_buttons() -> None:
    """In small print."""
    posts = render([message(buttons=2)], "1.0", chosen="Asked: Title 1")

    assert [each["type"] for each in only(posts)] == ["section", "context_actions", "context"]
    assert block(posts, "context")["elements"][0]["text"] == "Asked: Title 1"


@pytest.mark.parametrize(("status", "rated"), [("answered", True), ("partial", True), ("not_covered", True), ("clarify", True), ("out_of_scope", True), ("social", False), ("error", False)])  # fmt: skip
def test_answers_are_rated_and_talk_isnt(status: str, rated: bool) -> None:
    """Nor are apologies."""
    assert any(each["type"] == "context_actions" for each in only(render([message(status=status)], "1.0"))) is rated


def test_a_shared_answer_has_nothing_to_click() -> None:
    """Under its heading."""
    blocks = only(render_shared([message(buttons=2, sources=[SOURCE])], "<@U1> asked me: what?"))

    assert [each["type"] for each in blocks] == ["section", "section", "context"]
    assert blocks[0]["text"]["text"] == "<@U1> asked me: what?"


def test_an_answer_for_one_person_can_be_shared() -> None:
    """The button knows which it is."""
    *_, share = only(render([message()], "U1", shareable=True))

    assert share["block_id"] == "share|a1|U1"


ODD = {
    "forty thousand characters without a blank": [message("x" * 40_000)],
    "forty thousand ampersands": [message("&" * 40_000)],
    "a thousand lines": [message("\n".join(f"• line {n}, {'word ' * 20}" for n in range(1000)))],
    "a hundred questions at once": [message(f"Answer {n}.", buttons=3, id=f"a{n}") for n in range(100)],
    "long titles and payloads": [{**message(), "buttons": [{"title": "t" * 300, "payload": "p" * 3000}]}],
    "two tables": [parted(rows=ROWS, id="a1"), parted(rows=ROWS, id="a2")],
    "a table of a hundred rows": [parted(rows=ROWS * 50)],
    "a table of long cells": [parted(rows=[{**ROWS[0], "label": "l" * 5000, "shown": "s" * 5001}])],
    "a lead of four thousand characters": [parted(lead="word " * 800)],
    "a chart of a hundred bars": [parted(chart={**CHART, "labels": ["l" * 80] * 100, "values": [1.0] * 100, "shown": ["$1"] * 100})],
    "a chart of nothing": [parted(chart={**CHART, "values": [0.0, 0.0]})],
    "a hundred sources": [parted(sources=[{**SOURCE, "title": "t" * 200, "url": "https://x.com/" + "p" * 300}] * 100)],
    "an image": [{"text": None, "image": "https://x.com/a.png"}],
    "buttons without an answer": [{"text": "One", "buttons": [{"title": "a", "payload": "A?"}]}, {"text": "Two", "buttons": [{"title": "a", "payload": "A?"}]}],
}  # fmt: skip


@pytest.mark.parametrize("messages", ODD.values(), ids=ODD.keys())
def test_slack_takes_whatever_comes(messages: list[dict[str, Any]]) -> None:
    """Split where need be; nothing but what never fits is left out."""
    for post in render(messages, "1700000000.000100", shareable=True):
        assert check_blocks(post.blocks) == []
        assert len(post.blocks) <= 50
        assert 0 < len(post.text) <= 4000
        assert len(json.dumps(post.blocks, ensure_ascii=False)) < 60_000


def test_nothing_of_a_long_text_is_lost() -> None:
    """Its lines are spread over sections and posts, whole and in order."""
    lines = [f"• line {number}, {'word ' * 20}".strip() for number in range(1000)]
    posts = render([message("\n".join(lines))], "1.0")
    told = [
        part
        for post in posts
        for each in post.blocks
        if each["type"] == "section"
        for part in each["text"]["text"].splitlines()
    ]

    assert told == lines


def test_slack_takes_the_answer_to_every_subject_in_one_post() -> None:
    """As the bot really answers."""
    posts = {topic: render([real(topic)], "1700000000.000100", shareable=True) for topic in CAREER_TOPICS}

    assert [topic for topic, found in posts.items() if len(found) != 1 or not found[0].text] == []
    assert {topic: wrong for topic, (post,) in posts.items() if (wrong := check_blocks(post.blocks))} == {}


def test_a_comparison_of_pay_is_a_lead_and_a_table() -> None:
    """No figure is told twice, and whom it is from once."""
    posts = render([real("salary_compare", operation="most")], "1.0")
    kinds = [each["type"] for each in only(posts)]

    assert "$133,764" in told(posts)[0][1]
    assert kinds[:2] == ["section", "table"]
    assert kinds[-1] == "context_actions"
    assert str(block(posts, "table")).count("$115,205") == 1
    assert sum("$115,205" in words for _, words in told(posts)) == 0
    assert sum(words.startswith("Source: ") for _, words in told(posts)) == 1


def test_slack_takes_our_home_and_prompts() -> None:
    """Four prompts are the most."""
    assert check_view(home_view("D1")) == []
    assert len(prompts()) == 4
    assert all(prompt["title"] and prompt["message"].endswith("?") for prompt in prompts())


SPLIT = {
    "short": ("One.", 10, ["One."]),
    "at lines": ("One two\nthree four", 12, ["One two", "three four"]),
    "at sentences": ("One two. Three four.", 12, ["One two.", "Three four."]),
    "at words": ("one two three", 8, ["one two", "three"]),
    "anywhere": ("abcdefgh", 3, ["abc", "def", "gh"]),
    "not within an entity": ("aaaa&amp;bbbb", 7, ["aaaa", "&amp;bb", "bb"]),
    "nothing": ("  ", 5, []),
}


@pytest.mark.parametrize(("text", "most", "parts"), SPLIT.values(), ids=SPLIT.keys())
def test_a_text_is_split_where_a_reader_would_pause(text: str, most: int, parts: list[str]) -> None:
    """At lines if there are any, else sentences, else words."""
    assert split_text(text, most) == parts


def test_what_is_cut_shows_it() -> None:
    """Within the limit."""
    assert (cut("abcdef", 6), cut("abcdefg", 6), cut("ab  cdef", 5)) == ("abcdef", "abcde…", "ab…")
