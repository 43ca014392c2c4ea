"""Whatever is sent to the REST channel gets a fitting reply, and the bot lives on."""

import uuid
from typing import Any

import pytest
import requests

from tests.conftest import Bot

QUESTION = "How much do ML engineers earn?"


@pytest.mark.parametrize(
    "command",
    [
        "/restart",
        "/session_start",
        "/back",
        "/greet",
        "/ask_salary",
        "  /restart",
        "/",
        '/ask_salary{"profession": "nurse"}',
    ],
)
def test_a_leading_slash_gets_a_sentence(bot: Bot, command: str) -> None:
    """No command of Rasa's is carried out, and the person reads why."""
    reply = bot.says(uuid.uuid4().hex, command)

    assert "begin with a slash" in reply.text
    assert reply.answer["status"] == "clarify"
    assert reply.answer["facts"] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", "didn't understand", id="empty"),
        pytest.param("   ", "didn't understand", id="blanks"),
        pytest.param("😀🎉", "didn't understand", id="emoji"),
        pytest.param("?!...", "didn't understand", id="punctuation"),
        pytest.param("sdkjfh qwpeoi zxmcnb", "didn't understand", id="gibberish"),
        pytest.param("¿Cuánto gana un ingeniero de aprendizaje automático?", "English only", id="Spanish"),
        pytest.param("Wie viel verdient man damit im Monat?", "English only", id="German"),
        pytest.param("机器学习工程师的工资是多少", "English only", id="Chinese"),
        pytest.param("wort " * 4000, "too long", id="20,000 characters"),
        pytest.param("x" * 20000, "too long", id="one word of 20,000 characters"),
        pytest.param("\x00 \ud83d", "didn't understand", id="NUL and half of a surrogate pair"),
    ],
)
def test_what_cannot_be_understood_gets_a_sentence(bot: Bot, text: str, words: str) -> None:
    """The reply says that it wasn't understood, and offers something to ask."""
    reply = bot.says(uuid.uuid4().hex, text)

    assert words in reply.text
    assert reply.answer["topic"] == "unclear"
    assert reply.payloads


def test_after_a_message_that_was_too_long_the_short_one_is_answered(bot: Bot) -> None:
    """And what was asked before both of them can still be followed up."""
    bot.says("long", "how many openings for data scientists")
    refused = bot.says("long", "so here is all that happened to me " * 200 + "what do data engineers earn")
    after = bot.says("long", "and data engineers?")

    assert "too long for me to read to its end" in refused.text
    assert refused.answer["facts"] == []
    assert after.answer["facts"] == ["openings_data_engineer"]


REFUSED: dict[str, tuple[Any, int, str]] = {
    "sender with NUL": ({"sender": "a\x00b", "message": QUESTION}, 400, "bad_sender"),
    "sender with half of a surrogate pair": ({"sender": "\ud800", "message": QUESTION}, 400, "bad_sender"),
    "sender too long": ({"sender": "a" * 129, "message": QUESTION}, 400, "bad_sender"),
    "sender is a number": ({"sender": 7, "message": QUESTION}, 400, "bad_sender"),
    "message is a list": ({"sender": "a", "message": [QUESTION]}, 400, "bad_message"),
    "metadata is a text": ({"sender": "a", "message": QUESTION, "metadata": "x"}, 400, "bad_metadata"),
    "a list": ([1], 400, "not_an_object"),
    "a text": ("x", 400, "not_an_object"),
    "null": ([None], 400, "not_an_object"),
    "nothing": (None, 400, "not_json"),
    "too large": ({"sender": "a", "message": "x" * 300_000}, 413, "too_large"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_request_is_refused_with_its_cure(bot: Bot, case: str) -> None:
    """The reply is JSON with a code and a cure, and the bot still answers."""
    body, status, code = REFUSED[case]
    refused = bot.post(body)

    assert (refused.status_code, refused.json()["error"]) == (status, code)
    assert refused.json()["cure"]
    assert "$110,673" in bot.says("still-alive", QUESTION).text


def test_what_is_no_json_is_refused(bot: Bot) -> None:
    """A body that isn't JSON gets a code and a cure, not a 500."""
    refused = requests.post(bot.url, data=b"\xff{", timeout=10)

    assert (refused.status_code, refused.json()["error"]) == (400, "not_json")


def test_people_without_a_sender_do_not_share_a_conversation(bot: Bot) -> None:
    """Each gets an id of their own, which the reply names."""
    first, second = (bot.post({"message": QUESTION}).json()[0]["recipient_id"] for _ in range(2))

    assert first != second


def test_a_streamed_reply_ends(bot: Bot) -> None:
    """With stream=true the same messages come as lines of JSON, and the stream ends."""
    streamed = requests.post(f"{bot.url}?stream=true", json={"sender": "s", "message": QUESTION}, timeout=10)

    assert "$110,673" in streamed.text.splitlines()[0]


def test_a_claimed_input_channel_is_not_believed(bot: Bot) -> None:
    """Only the shell leaves the answer object out, and nobody else can pretend to be it."""
    reply = bot.post({"sender": "claims", "message": QUESTION, "input_channel": "cmdline"}).json()

    assert any("custom" in part for part in reply)
