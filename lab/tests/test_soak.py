"""A short form of `make -C lab soak`: repetition and rate limits, and one answer each."""

from lab.slack_soak import soak
from tests.slack.fake import FakeSlack


def test_of_messages_repeated_and_limited_each_is_answered_once(slack: FakeSlack) -> None:
    """Sixty of them; the whole has a thousand."""
    outcome = soak(slack, 60, seed=7)

    assert (outcome.answered_once, outcome.unanswered, outcome.answered_more_than_once) == (60, 0, 0)
    assert outcome.redelivered > 5
    assert outcome.rate_limited > 0
