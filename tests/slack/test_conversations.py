"""A person and the running bot in Slack: what is asked where, and what they see."""

from tests.slack.fake import FakeSlack

QUESTION = "How much does a machine learning engineer make?"


def test_a_mention_is_answered_in_its_thread(slack: FakeSlack) -> None:
    """With the figure that every channel tells."""
    said = slack.user_says("careers", "ana", f"@wayfinder {QUESTION}")

    answer = slack.answer(said)
    print(answer)
    assert "$110,673" in answer.text
    assert answer.thread_ts == said.ts
