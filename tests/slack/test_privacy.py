"""What people write in Slack is answered, whatever it is made of, and is in no log."""

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url

from tests.slack.conftest import SlackBot
from tests.slack.fake import FakeSlack
from tests.slack.test_conversations import FIGURE, QUESTION
from wayfinder.stores.database import make_engine

MARKER = "xyzzy"


def test_what_people_write_is_in_no_log(slack_bot: SlackBot, slack: FakeSlack) -> None:
    """By message, mention, command and in a channel among others."""
    said = [
        slack.user_says("ana", "ana", f"{QUESTION} {MARKER}"),
        slack.user_says("careers", "ben", f"@wayfinder {QUESTION} {MARKER}"),
    ]
    slack.user_says("careers", "ben", f"between us: {MARKER}")
    slack.runs_command("ana", "careers", f"{QUESTION} {MARKER}").wait()
    answers = [slack.answer(each).text for each in said]
    log = slack_bot.bot.rasa.log.read_text(encoding="utf-8")

    assert all(FIGURE in answer for answer in answers)
    assert "answered in" in log
    assert MARKER not in log


def test_half_of_a_surrogate_pair_is_answered(slack: FakeSlack) -> None:
    """It is no text that could be stored."""
    said = slack.user_says("ana", "ana", f"{QUESTION} \ud800")

    assert FIGURE in slack.answer(said).text


def test_a_failed_statement_shows_nothing_of_its_values() -> None:
    """The database of this channel is opened as that of conversations is."""
    engine = make_engine(make_url("sqlite://"), 1)
    with engine.begin() as db, pytest.raises(sa.exc.OperationalError) as failed:
        db.execute(sa.text("insert into nowhere values (:text)"), {"text": MARKER})

    assert MARKER not in str(failed.value)
