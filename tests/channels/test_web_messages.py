"""Messages over the web channel: what a client gets for what it sends."""

import json
import re

import pytest
import requests

from tests.channels.visitor import Visitor, new_id, stored
from tests.conftest import Bot

QUESTION = "How much do ML engineers earn?"


def test_a_question_gets_one_message_with_text_buttons_and_answer_object(visitor: Visitor) -> None:
    """What Rasa's REST channel sends as two messages comes as one."""
    (message,) = visitor.asks(QUESTION, "my-message-1")

    assert sorted(message) == ["buttons", "custom", "id", "recipient_id", "text", "time"]
    assert "$110,673" in message["text"]
    assert message["id"] == "my-message-1.1"
    assert message["custom"]["answer"]["topic"] == "salary"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", message["time"])


def test_two_questions_in_one_message_get_two_answers(visitor: Visitor) -> None:
    """Each with its own id and answer object."""
    messages = visitor.asks("what is an ml engineer and how do i become one", "two-questions")

    assert [message["id"] for message in messages] == ["two-questions.1", "two-questions.2"]
    assert [message["custom"]["answer"]["topic"] for message in messages] == ["define_role", "become"]


def test_a_client_of_rasas_rest_channel_needs_only_a_session_as_sender(url: str, visitor: Visitor) -> None:
    """`sender` and `message` are taken as they are; the server makes the id."""
    body = {"sender": visitor.session, "message": QUESTION}
    messages = requests.post(f"{url}/messages", json=body, timeout=30).json()

    assert "$110,673" in messages[0]["text"]
    assert visitor.history()[0]["text"] == QUESTION


def test_what_a_rest_client_sends_besides_is_no_hindrance(url: str, visitor: Visitor) -> None:
    """Neither a claimed channel nor metadata is taken over."""
    body = {"sender": visitor.session, "message": QUESTION, "input_channel": "cmdline", "metadata": {"a": 1}}
    (message,) = requests.post(f"{url}/messages", json=body, timeout=30).json()

    assert message["custom"]["answer"]["status"] == "answered"


def test_a_buttons_payload_is_a_sentence_that_can_be_sent(visitor: Visitor) -> None:
    """It is answered like any other message."""
    (first,) = visitor.asks(QUESTION)
    (second,) = visitor.asks(first["buttons"][0]["payload"])

    assert second["custom"]["answer"]["status"] in ("answered", "partial")


@pytest.mark.parametrize(
    "command", ["/restart", "/session_start", "/back", "/ask_salary", '/ask_salary{"profession": "nurse"}', "/", "//"]
)
def test_a_leading_slash_is_text(web_bot: Bot, visitor: Visitor, command: str) -> None:
    """No command of Rasa's is stored, the conversation goes on, and history gives it back as it was."""
    visitor.asks("How much do data scientists make?")
    (refused,) = visitor.asks(command)
    (after,) = visitor.asks("say that again")

    assert "begin with a slash" in refused["text"]
    assert "$102,069" in after["text"]
    assert visitor.history()[2]["text"] == command
    assert stored(web_bot.database, refused["recipient_id"], "restart") == 0


def test_a_leading_slash_names_no_entities(web_bot: Bot, visitor: Visitor) -> None:
    """What stands in braces isn't stored as something that was understood."""
    (refused,) = visitor.asks('  /ask_salary{"profession": "data_scientist"}  ')

    assert refused["custom"]["answer"]["about"]["professions"] == []
    assert visitor.history()[0]["text"] == '/ask_salary{"profession": "data_scientist"}'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("😀🎉", "didn't understand", id="emoji"),
        pytest.param("\x00 \x07", "didn't understand", id="control characters"),
        pytest.param("\ud83d", "didn't understand", id="half of a surrogate pair"),
        pytest.param("x" * 1000, "didn't understand", id="one word of 1,000 characters"),
        pytest.param("EXTERNAL: restart", "", id="Rasa's prefix for events from outside"),
        pytest.param("<script>alert(1)</script>", "", id="a script"),
        pytest.param("机器学习工程师的工资是多少", "English only", id="Chinese"),
    ],
)
def test_an_odd_text_gets_an_answer_and_the_next_message_works(visitor: Visitor, text: str, words: str) -> None:
    """Never silence, and nothing breaks."""
    (reply, *_) = visitor.asks(text)

    assert words in reply["text"]
    assert "$110,673" in visitor.asks(QUESTION)[0]["text"]


def test_half_of_a_surrogate_pair_is_stored_as_the_replacement_character(visitor: Visitor) -> None:
    """Neither a database nor a client takes it as it is."""
    visitor.asks("a \ud83d b")

    assert visitor.history()[0]["text"] == "a � b"


WHOLE = {"session": "a.b.c", "id": "message-1", "text": "Hello"}
REFUSED = {
    "no session": ({"id": "message-1", "text": "Hello"}, "`session`, `id` and `text`"),
    "no id": ({"session": "a.b.c", "text": "Hello"}, "`session`, `id` and `text`"),
    "a list for a session": (WHOLE | {"session": ["a"]}, "the token that POST /sessions gave"),
    "a short id": (WHOLE | {"id": "1234567"}, "8 to 64 letters"),
    "a long id": (WHOLE | {"id": "1" * 65}, "8 to 64 letters"),
    "an id with a line break at its end": (WHOLE | {"id": "message-1\n"}, "8 to 64 letters"),
    "an id with a zero byte": (WHOLE | {"id": "message\x00-1"}, "8 to 64 letters"),
    "a number for an id": (WHOLE | {"id": 12345678}, "8 to 64 letters"),
    "an empty text": (WHOLE | {"text": ""}, "1 to 1,000 characters"),
    "blanks": (WHOLE | {"text": " \n\u3000 "}, "1 to 1,000 characters"),
    "a text that is too long": (WHOLE | {"text": "x" * 1001}, "1 to 1,000 characters"),
    "null for a text": (WHOLE | {"text": None}, "1 to 1,000 characters"),
    "a number for a message": ({"sender": "a.b.c", "message": 7}, "1 to 1,000 characters"),
    "no message": ({"sender": "a.b.c"}, "`sender` and `message`"),
    "both forms at once": ({"sender": "a.b.c", "message": "Hello", "session": 7}, "`session`, `id` and `text`"),
    "a list": ([WHOLE], "`session`, `id` and `text`"),
    "a text": ("hello", "`session`, `id` and `text`"),
    "null": (None, "`session`, `id` and `text`"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_message_is_refused_with_what_is_needed(url: str, case: str) -> None:
    """The cure is what openapi.yml says of the field."""
    body, needed = REFUSED[case]
    refused = requests.post(f"{url}/messages", data=json.dumps(body), timeout=30)

    assert (refused.status_code, refused.json()["error"]) == (400, "bad_request")
    assert needed in refused.json()["cure"]


BROKEN = {
    "nothing": b"",
    "no JSON": b"session=a",
    "half of a JSON": b'{"session": ',
    "no UTF-8": b'{"session": "\xff"}',
    "UTF-16": '{"session": "a"}'.encode("utf-16"),
    "NaN": b'{"session": NaN}',
    "too deep": b"[" * 10_000,
    "a number of 5,000 digits": b"9" * 5_000,
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_no_json_is_refused(url: str, visitor: Visitor, case: str) -> None:
    """With a code and a cure, and the bot lives on."""
    refused = requests.post(f"{url}/messages", data=BROKEN[case], timeout=30)

    assert (refused.status_code, refused.json()["error"]) == (400, "not_json")
    assert "$110,673" in visitor.asks(QUESTION)[0]["text"]


@pytest.mark.parametrize("size", [16_385, 300_000, 5_000_000], ids="{:,} bytes".format)
def test_a_body_that_is_too_large_is_refused_unread(url: str, visitor: Visitor, size: int) -> None:
    """The limit holds before anything is parsed; a client that sends far too much may get no more than a closed connection."""
    try:
        refused = requests.post(f"{url}/messages", data=b" " * size, timeout=30)
    except requests.ConnectionError:
        assert size > 1_000_000
    else:
        assert (refused.status_code, refused.json()["error"]) == (413, "too_large")
    assert "$110,673" in visitor.asks(QUESTION)[0]["text"]


def test_a_chunked_body_that_is_too_large_is_refused(url: str) -> None:
    """Its size isn't announced."""
    refused = requests.post(f"{url}/messages", data=(b" " * 1000 for _ in range(20)), timeout=30)

    assert (refused.status_code, refused.json()["error"]) == (413, "too_large")


def test_the_same_text_may_be_said_twice(web_bot: Bot, visitor: Visitor) -> None:
    """Two ids are two messages."""
    (first,) = visitor.asks("hello", new_id())
    visitor.asks("hello", new_id())

    assert stored(web_bot.database, first["recipient_id"], "user") == 2
