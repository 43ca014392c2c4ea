"""The fake Slack's response URLs: five answers within thirty minutes."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.slack.fake import FakeSlack
from tests.slack.fake.calling import call


@pytest.fixture
def fake() -> Iterator[FakeSlack]:
    """A Slack of its own for each test, to which no app listens."""
    with FakeSlack(retry_after=()) as slack:
        yield slack


def command_url(fake: FakeSlack) -> str:
    """Return the response URL of a command that ana has just run in careers."""
    delivery = fake.runs_command("ana", "quiet", "hello").wait()
    return str(delivery.payload["response_url"])


def click_url(fake: FakeSlack) -> str:
    """Return the response URL of a click of ana's on a message in careers."""
    button = {"type": "button", "text": {"type": "plain_text", "text": "Go"}}
    call(fake, "chat.postMessage", channel="#careers", text="a", blocks=[{"type": "actions", "elements": [button]}])
    return str(fake.clicks("ana", fake.messages("careers")[0], "Go").payload["response_url"])


def answer(url: str, **said: Any) -> requests.Response:
    """Answer to a response URL."""
    return requests.post(url, json=said, timeout=5)


def test_an_answer_is_for_the_person_alone_unless_it_says_otherwise(fake: FakeSlack) -> None:
    """Also in a channel where the bot isn't a member."""
    url, ana = command_url(fake), fake.team().user("ana").id
    before = len(fake.messages("quiet"))
    answer(url, text="for you")
    answer(url, text="for all", response_type="in_channel")

    told = [(message.text, message.ephemeral_to) for message in fake.messages("quiet")[before:]]
    assert told == [("for you", ana), ("for all", None)]


def test_a_response_url_works_five_times(fake: FakeSlack) -> None:
    """Then it is used up; what was refused doesn't count."""
    url = command_url(fake)
    refused = answer(url, text="")

    assert refused.json()["error"] == "no_text"
    assert [answer(url, text="a").status_code for _ in range(6)] == [200] * 5 + [404]
    assert answer(url, text="a").json()["error"] == "used_url"


def test_a_response_url_expires_after_thirty_minutes(fake: FakeSlack) -> None:
    """As expired_url."""
    url = command_url(fake)
    fake.core.response_urls[url.rsplit("/", 1)[1]].made_at -= 1801

    assert answer(url, text="a").json()["error"] == "expired_url"


def test_an_unknown_response_url_is_refused(fake: FakeSlack) -> None:
    """With a 404."""
    assert answer(command_url(fake) + "x", text="a").status_code == 404


def test_the_original_can_be_replaced_and_deleted(fake: FakeSlack) -> None:
    """The message that was clicked."""
    url = click_url(fake)

    assert answer(url, text="b", replace_original=True).text == "ok"
    (message,) = fake.messages("careers")
    assert (message.text, message.blocks) == ("b", [])
    answer(url, delete_original=True)
    assert fake.messages("careers") == []


def test_a_word_for_a_boolean_is_refused(fake: FakeSlack) -> None:
    """ "true" isn't true."""
    refused = answer(click_url(fake), text="b", replace_original="true")

    assert refused.status_code == 400
    assert refused.json()["errors"] == ["must provide a boolean [json-pointer:/replace_original]"]


def test_blocks_that_break_a_rule_are_refused(fake: FakeSlack) -> None:
    """As by the API."""
    assert answer(command_url(fake), text="b", blocks=[{"type": "foo"}]).json()["error"] == "invalid_blocks"


def test_answers_are_written_down(fake: FakeSlack) -> None:
    """Among the calls."""
    answer(command_url(fake), text="b")

    assert [made.arguments for made in fake.calls("response_url")] == [{"text": "b"}]


def test_an_original_that_is_gone_can_be_neither_replaced_nor_deleted(fake: FakeSlack) -> None:
    """As message_not_found; a command has none to begin with."""
    url = click_url(fake)
    answer(url, delete_original=True)

    assert answer(url, text="b", replace_original=True).json()["error"] == "message_not_found"
    assert answer(url, delete_original=True).json()["error"] == "message_not_found"
    assert answer(command_url(fake), delete_original=True).json()["error"] == "message_not_found"


def test_nothing_is_answered_into_an_archived_channel(fake: FakeSlack) -> None:
    """As channel_is_archived."""
    url = command_url(fake)
    fake.team().channel("quiet").is_archived = True

    assert answer(url, text="b").json()["error"] == "channel_is_archived"
