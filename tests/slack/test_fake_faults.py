"""What the fake Slack does wrong on purpose, as an app meets it."""

import time
from collections.abc import Iterator

import pytest
import requests

from tests.slack.fake import FakeSlack
from tests.slack.fake.calling import call

POST = "chat.postMessage"


@pytest.fixture
def fake() -> Iterator[FakeSlack]:
    """A Slack of its own for each test, to which no app listens."""
    with FakeSlack(retry_after=()) as slack:
        yield slack


def post(fake: FakeSlack, channel: str = "#careers") -> requests.Response:
    """Post a message and return the whole HTTP answer."""
    headers = {"Authorization": f"Bearer {fake.bot_token}"}
    return requests.post(fake.api_url + POST, json={"channel": channel, "text": "a"}, headers=headers, timeout=5)


def test_a_rate_limit_is_429_with_retry_after(fake: FakeSlack) -> None:
    """For as many calls as were asked for, of that method only."""
    fake.faults.rate_limit(POST, times=2, retry_after=7)

    limited = post(fake)
    assert (limited.status_code, limited.headers["Retry-After"]) == (429, "7")
    assert limited.json() == {"ok": False, "error": "ratelimited"}
    assert call(fake, "auth.test")["ok"]
    assert [post(fake).status_code for _ in range(2)] == [429, 200]
    assert len(fake.messages("careers")) == 1


def test_a_share_of_the_calls_is_limited(fake: FakeSlack) -> None:
    """The same ones for the same seed."""
    fake.faults.rate_limit_share(POST, 0.25, seed=1)
    statuses = [post(fake).status_code for _ in range(40)]
    fake.faults.rate_limit_share(POST, 0.25, seed=1)

    assert 4 <= statuses.count(429) <= 16
    assert [post(fake).status_code for _ in range(40)] == statuses


def test_one_message_a_second_is_a_limit_of_each_channel(fake: FakeSlack) -> None:
    """Another channel, or a second later, is free."""
    fake.faults.one_message_a_second()

    assert [post(fake).status_code, post(fake).status_code, post(fake, "#random").status_code] == [200, 429, 200]
    time.sleep(1.0)
    assert post(fake).status_code == 200


def test_an_error_has_no_effect(fake: FakeSlack) -> None:
    """It is told as Slack tells its own."""
    fake.faults.fail(POST, "internal_error")

    assert post(fake).json() == {"ok": False, "error": "internal_error"}
    assert fake.messages("careers") == []


def test_a_status_comes_without_json(fake: FakeSlack) -> None:
    """As from a server before Slack's."""
    fake.faults.http_status(POST, 503)

    assert (post(fake).status_code, fake.calls(POST)[0].status) == (503, 503)


def test_a_slow_call_works_in_the_end(fake: FakeSlack) -> None:
    """Meanwhile others are answered."""
    fake.faults.slow(POST, seconds=0.3)
    started = time.monotonic()

    assert post(fake).json()["ok"]
    assert time.monotonic() - started >= 0.3


def test_a_dropped_call_has_no_effect(fake: FakeSlack) -> None:
    """The app sees a broken connection."""
    fake.faults.drop(POST)

    with pytest.raises(requests.ConnectionError):
        post(fake)
    assert fake.messages("careers") == []
    assert [made.status for made in fake.calls(POST)] == [0]


def test_a_lost_answer_had_its_effect(fake: FakeSlack) -> None:
    """The app sees a broken connection all the same."""
    fake.faults.lose_answer(POST)

    with pytest.raises(requests.ConnectionError):
        post(fake)
    assert [message.text for message in fake.messages("careers")] == ["a"]


def test_faults_happen_in_the_order_they_were_asked_for(fake: FakeSlack) -> None:
    """One after the other."""
    fake.faults.http_status(POST, 500)
    fake.faults.rate_limit(POST)

    assert [post(fake).status_code for _ in range(3)] == [500, 429, 200]


def test_waiting_in_vain_tells_what_was_called(fake: FakeSlack) -> None:
    """So that a failing test says why."""
    post(fake)

    with pytest.raises(TimeoutError, match=r"waited 0.2 s for rain\. Calls so far: chat\.postMessage ok"):
        fake.wait_for(lambda: False, timeout=0.2, what="rain")
