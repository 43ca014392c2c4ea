"""The fake Slack's App Home and assistant methods."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.slack.fake import App, FakeSlack
from tests.slack.fake.calling import call

HOME: dict[str, Any] = {"type": "home", "blocks": [{"type": "divider"}]}


@pytest.fixture
def fake() -> Iterator[FakeSlack]:
    """A Slack of its own for each test, to which no app listens."""
    with FakeSlack(retry_after=()) as slack:
        yield slack


def publish(fake: FakeSlack, **arguments: Any) -> dict[str, Any]:
    """Publish ana's App Home."""
    return call(fake, "views.publish", **{"user_id": fake.team().user("ana").id, "view": HOME, **arguments})


def test_a_home_is_published_and_replaced(fake: FakeSlack) -> None:
    """It keeps its id and gets a new hash."""
    first, second = publish(fake)["view"], publish(fake)["view"]

    assert first["id"] == second["id"]
    assert first["hash"] != second["hash"]


def test_a_home_of_an_older_version_is_not_overwritten(fake: FakeSlack) -> None:
    """Where the app names the version that it knows."""
    old = publish(fake)["view"]["hash"]
    publish(fake)

    assert publish(fake, hash=old)["error"] == "hash_conflict"


def test_a_home_that_breaks_a_rule_is_refused_with_its_place(fake: FakeSlack) -> None:
    """As invalid_arguments, not as invalid_blocks."""
    answer = publish(fake, view={"type": "home", "blocks": [{"type": "foo"}]})

    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] unsupported type: foo [json-pointer:/view/blocks/0/type]"
    ]


def test_a_home_over_250_kb_is_refused(fake: FakeSlack) -> None:
    """Though each of its blocks is right."""
    sections = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}] * 90

    assert publish(fake, view={"type": "home", "blocks": sections})["error"] == "view_too_large"


def test_a_home_for_nobody_is_refused(fake: FakeSlack) -> None:
    """As user_not_found."""
    assert publish(fake, user_id="U0NOBODY")["error"] == "user_not_found"


def test_a_home_is_refused_where_the_manifest_has_none() -> None:
    """As not_enabled."""
    with FakeSlack(App(home_tab=False), retry_after=()) as fake:
        assert publish(fake)["error"] == "not_enabled"


def test_a_status_lasts_until_the_answer(fake: FakeSlack) -> None:
    """In its thread."""
    said = fake.user_says("ana", "ana", "hello")
    thread = {"channel_id": said.channel, "thread_ts": said.ts}

    assert call(fake, "assistant.threads.setStatus", **thread, status="is thinking …")["ok"]
    assert fake.team().statuses == {(said.channel, said.ts): "is thinking …"}
    call(fake, "chat.postMessage", channel=said.channel, thread_ts=said.ts, text="a")
    assert fake.team().statuses == {}


def test_a_status_needs_a_thread_that_is_there(fake: FakeSlack) -> None:
    """Else it is refused."""
    said = fake.user_says("ana", "ana", "hello")

    answer = call(
        fake, "assistant.threads.setStatus", channel_id=said.channel, thread_ts="1700000000.000100", status="a"
    )
    assert answer["error"] == "invalid_thread_ts"


def test_prompts_of_an_agent_view_name_no_thread(fake: FakeSlack) -> None:
    """With one they are answered as if they worked, and show nothing, as in Slack."""
    said = fake.user_says("ana", "ana", "hello")
    prompts = [{"title": "Salaries", "message": "What do they make?"}]
    method = "assistant.threads.setSuggestedPrompts"

    assert call(fake, method, channel_id=said.channel, thread_ts=said.ts, prompts=prompts)["ok"]
    assert fake.team().prompts == {}
    assert call(fake, method, channel_id=said.channel, prompts=prompts)["ok"]
    assert fake.team().prompts[said.channel, None]["prompts"] == prompts


@pytest.mark.parametrize("prompts", [[], [{"title": "a", "message": "b"}] * 5, [{"title": "a"}]])
def test_there_are_one_to_four_prompts_each_with_a_message(fake: FakeSlack, prompts: list[dict[str, str]]) -> None:
    """Else they are refused."""
    channel = fake.user_says("ana", "ana", "hello").channel

    answer = call(fake, "assistant.threads.setSuggestedPrompts", channel_id=channel, prompts=prompts)
    assert answer["error"] == "invalid_arguments"


def test_opening_the_home_tells_what_is_published() -> None:
    """And which tab it is."""
    with FakeSlack(retry_after=()) as fake:
        (before,) = fake.opens_home("ana")
        publish(fake)
        (after,) = fake.opens_home("ana")
        (messages,) = fake.opens_home("ana", tab="messages")

    assert "view" not in before.event
    assert after.event["view"]["type"] == "home"
    assert messages.event["tab"] == "messages"
    assert messages.event["channel"].startswith("D")


def test_clicking_in_a_home_tells_the_view_and_no_message(fake: FakeSlack) -> None:
    """There is no response URL either."""
    button = {"type": "button", "text": {"type": "plain_text", "text": "Try"}, "action_id": "try", "value": "1"}
    publish(fake, view={"type": "home", "blocks": [{"type": "actions", "elements": [button]}]})

    payload = fake.clicks("ana", "home", "Try").payload
    assert payload["view"]["type"] == "home"
    assert payload["actions"][0]["value"] == "1"
    assert not {"message", "channel", "response_url"} & set(payload)


def test_what_nobody_can_see_nobody_can_click(fake: FakeSlack) -> None:
    """The error says what there is."""
    publish(fake)

    with pytest.raises(LookupError, match="nothing to click reads 'Try'"):
        fake.clicks("ana", "home", "Try")


def test_assistant_methods_need_a_channels_id_and_a_status(fake: FakeSlack) -> None:
    """An empty status is one: it ends the last."""
    said = fake.user_says("ana", "ana", "hello")
    method, thread = "assistant.threads.setStatus", {"channel_id": said.channel, "thread_ts": said.ts}
    prompts = [{"title": "a", "message": "b"}]

    nowhere = {"channel_id": "careers", "thread_ts": said.ts, "status": "a"}
    assert call(fake, method, **nowhere)["error"] == "channel_not_found"
    assert call(fake, method, **thread)["error"] == "invalid_arguments"
    call(fake, method, **thread, status="is thinking …")
    assert call(fake, method, **thread, status="")["ok"]
    assert fake.team().statuses == {}
    refused = call(fake, "assistant.threads.setSuggestedPrompts", channel_id="careers", prompts=prompts)
    assert refused["error"] == "channel_not_found"


def test_assistant_methods_are_refused_where_the_manifest_has_no_such_view() -> None:
    """As not_allowed."""
    with FakeSlack(App(agent_view=False), retry_after=()) as fake:
        said = fake.user_says("ana", "ana", "hello")

        answer = call(fake, "assistant.threads.setTitle", channel_id=said.channel, thread_ts=said.ts, title="a")
        assert answer["error"] == "not_allowed"
