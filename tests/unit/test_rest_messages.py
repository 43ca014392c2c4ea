"""What the REST channel takes for a message, and the answer object of an apology."""

import json
import re

import pytest
from rasa.core.channels.channel import CollectingOutputChannel

from tests.support import question
from wayfinder.channels.nlg import error_answer
from wayfinder.channels.rest import BadRequest, read_message

HELLO = {"sender": "me", "message": "Hello"}

TAKEN = {
    "sender and message": (HELLO, ("me", "Hello", None)),
    "metadata": ({**HELLO, "metadata": {"page": "/jobs"}}, ("me", "Hello", {"page": "/jobs"})),
    "no message": ({"sender": "me"}, ("me", "", None)),
    "null for a message": ({"sender": "me", "message": None}, ("me", "", None)),
    "an empty message": ({"sender": "me", "message": ""}, ("me", "", None)),
    "a leading slash": ({"sender": "me", "message": "/restart"}, ("me", "/restart", None)),
    "all characters that a sender may have": ({"sender": "aZ09._:-", "message": "x"}, ("aZ09._:-", "x", None)),
    "the longest sender": ({"sender": "a" * 128, "message": "x"}, ("a" * 128, "x", None)),
    "a claimed channel": ({**HELLO, "input_channel": "cmdline"}, ("me", "Hello", None)),
    "20,000 characters": ({"sender": "me", "message": "x" * 20_000}, ("me", "x" * 20_000, None)),
    "emoji": ({"sender": "me", "message": "🤖"}, ("me", "🤖", None)),
}

REFUSED = {
    "nothing": (b"", "not_json", 400),
    "no JSON": (b"hello", "not_json", 400),
    "no text at all": (b"\xff\xfe\xfa", "not_json", 400),
    "a list": (b"[1]", "not_an_object", 400),
    "a text": (b'"hello"', "not_an_object", 400),
    "null": (b"null", "not_an_object", 400),
    "a number for a sender": (b'{"sender": 7, "message": "x"}', "bad_sender", 400),
    "a sender with a space": (b'{"sender": "a b", "message": "x"}', "bad_sender", 400),
    "a sender with a line break": (b'{"sender": "a\\n", "message": "x"}', "bad_sender", 400),
    "a sender with a zero byte": (b'{"sender": "a\\u0000", "message": "x"}', "bad_sender", 400),
    "a sender that is half a character": (b'{"sender": "\\ud800", "message": "x"}', "bad_sender", 400),
    "a sender too long": (json.dumps({"sender": "a" * 129, "message": "x"}).encode(), "bad_sender", 400),
    "a list for a message": (b'{"sender": "me", "message": ["x"]}', "bad_message", 400),
    "a number for a message": (b'{"sender": "me", "message": 0}', "bad_message", 400),
    "a text for metadata": (b'{"sender": "me", "message": "x", "metadata": "y"}', "bad_metadata", 400),
    "too many bytes": (b" " * 200_001, "too_large", 413),
    "too deep for JSON": (b"[" * 100_000, "not_json", 400),
}


@pytest.mark.parametrize(("body", "expected"), TAKEN.values(), ids=TAKEN.keys())
def test_a_message_is_read_with_sender_text_and_metadata(body, expected):
    """Nothing else of the body is taken over."""
    read = read_message(json.dumps(body).encode(), CollectingOutputChannel(), "rest")

    assert (read.sender_id, read.text, read.metadata or None) == expected


@pytest.mark.parametrize(("body", "code", "status"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_message_is_refused_with_a_code_and_a_cure(body, code, status):
    """Programs get the code, people the sentence."""
    with pytest.raises(BadRequest) as refused:
        read_message(body, CollectingOutputChannel(), "rest")

    assert (refused.value.code, refused.value.status) == (code, status)
    assert re.fullmatch(r"(Send|A sender|A message|Metadata) .+\.", str(refused.value))


@pytest.mark.parametrize("sender", [None, ""], ids=["null", "empty"])
def test_people_without_a_sender_share_no_conversation(sender):
    """Each such message gets a sender of its own."""
    body = json.dumps({"sender": sender, "message": "x"}).encode()
    senders = {read_message(body, CollectingOutputChannel(), "rest").sender_id for _ in range(5)}

    assert len(senders) == 5
    assert all(re.fullmatch(r"[0-9a-f]{32}", made) for made in senders)


def test_an_apology_has_an_answer_object_that_states_nothing():
    """Its fields are those of any answer; it knows no facts, not even their version."""
    answer = error_answer("salary")
    ident = answer.pop("id")

    assert re.fullmatch(r"[0-9a-f]{32}", ident)
    assert answer == {
        "topic": "salary", "status": "error", "about": question("salary").about(), "facts": [], "computed": [], "sources": [],
        "table": None, "chart": None, "facts_version": None,
    }  # fmt: skip


def test_an_apology_without_a_known_topic_is_on_unclear():
    """That is what the contract says."""
    assert error_answer()["topic"] == "unclear"
