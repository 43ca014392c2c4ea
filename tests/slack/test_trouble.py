"""When Slack limits, refuses, loses or delays our calls, nothing is lost and nothing is said twice."""

import time

import pytest

from tests.slack.fake import FakeSlack
from tests.slack.test_clicks import small_print
from tests.slack.test_conversations import FIGURE, QUESTION
from tests.slack.test_private_answers import ephemeral


def attempts(slack: FakeSlack, thread: str) -> list[tuple[int, float]]:
    """Return status and time of each attempt to post into a thread."""
    calls = [call for call in slack.calls("chat.postMessage") if call.arguments.get("thread_ts") == thread]
    return [(call.status, call.at) for call in calls]


def test_a_rate_limit_is_waited_for_as_long_as_slack_says(slack: FakeSlack) -> None:
    """And the answer comes once."""
    slack.faults.rate_limit("chat.postMessage", times=2, retry_after=1)
    said = slack.user_says("ana", "ana", QUESTION)

    assert FIGURE in slack.answer(said, timeout=20).text
    first, second, third = attempts(slack, said.ts)
    assert [status for status, _ in (first, second, third)] == [429, 429, 200]
    assert second[1] - first[1] >= 1
    assert third[1] - second[1] >= 1


def test_a_rate_limit_holds_up_nobody_in_other_threads(slack: FakeSlack) -> None:
    """Only the thread waits."""
    slack.faults.rate_limit("chat.postMessage", times=1, retry_after=3)
    limited = slack.user_says("ana", "ana", QUESTION)
    slack.wait_for(lambda: attempts(slack, limited.ts))

    slack.answer(slack.user_says("ben", "ben", QUESTION), timeout=2)

    assert slack.answers(limited) == []
    slack.answer(limited)


def test_a_rate_limit_changes_no_order(slack: FakeSlack) -> None:
    """What was asked first in a thread is answered first."""
    slack.faults.rate_limit("chat.postMessage", times=1, retry_after=2)
    said = slack.user_says("ana", "ana", QUESTION)
    said.deliveries[0].wait()
    slack.user_says("ana", "ana", "and data engineers?", thread=said.ts)

    first, second = slack.wait_for(lambda: (a := slack.answers(said)) and len(a) == 2 and a)

    assert FIGURE in first.text
    assert "$115,205" in second.text


def test_a_rate_limit_on_a_response_url_is_waited_for(slack: FakeSlack) -> None:
    """Answers to commands don't take the Web API."""
    slack.add_channel("limited")
    slack.faults.rate_limit("response_url", times=1, retry_after=1)
    slack.runs_command("ana", "limited", QUESTION)

    assert FIGURE in ephemeral(slack, "limited", "ana")[0].text


@pytest.mark.parametrize("fault", ["drop", "lose_answer"])
def test_an_answer_isnt_posted_twice_when_the_connection_breaks(slack: FakeSlack, fault: str) -> None:
    """Whether Slack had it or not: before it is posted again it is looked for."""
    getattr(slack.faults, fault)("chat.postMessage")
    said = slack.user_says("careers", "ana", f"@wayfinder {QUESTION}")

    slack.wait_for(lambda: slack.answers(said) and slack.calls("conversations.replies"))
    time.sleep(1)

    assert len(slack.answers(said)) == 1


@pytest.mark.parametrize("error", ["internal_error", "service_unavailable", "fatal_error"])
def test_an_error_that_passes_is_tried_again(slack: FakeSlack, error: str) -> None:
    """As Slack's documentation of it says."""
    slack.faults.fail("chat.postMessage", error)
    said = slack.user_says("ana", "ana", QUESTION)

    assert FIGURE in slack.answer(said).text


def test_a_gateway_in_trouble_is_tried_again(slack: FakeSlack) -> None:
    """Its answer isn't even JSON."""
    slack.faults.http_status("chat.postMessage", 503)
    said = slack.user_says("ana", "ana", QUESTION)

    assert FIGURE in slack.answer(said).text


def test_an_answer_whose_blocks_slack_refuses_is_given_in_words(slack: FakeSlack) -> None:
    """Slack may know its blocks better than we do."""
    slack.faults.fail("chat.postMessage", "invalid_blocks")
    said = slack.user_says("ana", "ana", QUESTION)

    answer = slack.answer(said)

    assert FIGURE in answer.text
    assert [block["type"] for block in answer.blocks] in ([], ["rich_text"])


def test_a_refusal_for_good_doesnt_stop_the_thread(slack: FakeSlack) -> None:
    """The next message is answered."""
    slack.faults.fail("chat.postMessage", "restricted_action")
    said = slack.user_says("ana", "ana", QUESTION)
    slack.wait_for(lambda: attempts(slack, said.ts))

    again = slack.user_says("ana", "ana", QUESTION, thread=said.ts)

    assert FIGURE in slack.answer(again).text


def test_what_is_only_nice_to_have_is_let_go(slack: FakeSlack) -> None:
    """The status, the thread's title and the change of a clicked post."""
    for method in ("assistant.threads.setStatus", "assistant.threads.setTitle", "chat.update"):
        slack.faults.fail(method, "internal_error")
    answer = slack.answer(slack.user_says("ana", "ana", QUESTION))

    slack.clicks("ana", answer, "Pay compared")

    slack.wait_for(lambda: [m for m in slack.messages("ana", answer.thread_ts) if "$133,764" in m.text])
    assert "Asked" not in small_print(answer)


def test_a_slow_status_holds_no_answer_up_for_long(slack: FakeSlack) -> None:
    """It is given up after two seconds."""
    slack.faults.slow("assistant.threads.setStatus", 8)
    said = slack.user_says("ben", "ben", QUESTION)

    assert FIGURE in slack.answer(said, timeout=5).text


def test_a_name_that_slack_doesnt_tell_is_done_without(slack: FakeSlack) -> None:
    """The question is answered all the same."""
    slack.faults.fail("users.info", "missing_scope")
    slack.add_user("carla")

    said = slack.user_says("careers", "ana", f"@wayfinder {QUESTION} @carla wants to know")

    assert FIGURE in slack.answer(said).text


def test_many_messages_to_one_channel_keep_slacks_pace(slack: FakeSlack) -> None:
    """One message a second in a channel, and each answered."""
    slack.add_channel("busy")
    slack.faults.one_message_a_second()
    try:
        said = [slack.user_says("busy", "ana", f"@wayfinder {QUESTION}") for _ in range(4)]
        for each in said:
            slack.answer(each, timeout=20)
        time.sleep(0.8)
    finally:
        slack.faults.seconds_between_posts = 0.0

    assert [len(slack.answers(each)) for each in said] == [1, 1, 1, 1]
