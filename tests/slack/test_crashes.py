"""A process that dies at the worst moments: what it had acknowledged is answered by the next one, once."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from scripts.servers import bot_servers
from tests.slack.conftest import SlackBot, settings_for
from tests.slack.fake import App, FakeSlack, Said
from tests.slack.test_conversations import FIGURE, QUESTION
from tests.slack.test_transports import SLOW_QUESTION

WAIT_SECONDS = 40  # a claim of the dead process lasts for ten


@dataclass(frozen=True)
class Aftermath:
    """What was said to a process before it was killed, when the next one has had its time."""

    slack: FakeSlack
    in_turn: Said
    while_posting: Said
    restarted_bot: SlackBot

    def answers(self, said: Said) -> list[str]:
        """Return the texts of our answers to something that was said."""
        return [message.text for message in self.slack.answers(said)]


@pytest.fixture(scope="module")
def aftermath(start_slack_bot: Callable[..., SlackBot], strange_actions: Path) -> Iterator[Aftermath]:
    """The bot killed within a turn, while Slack takes a post, and with a message waiting behind; then started again."""
    slack_bot = start_slack_bot(actions_from=strange_actions)
    slack, rasa = slack_bot.slack, slack_bot.bot.rasa
    slack.faults.slow("chat.postMessage", 6)  # and then it is posted, whoever asked for it
    while_posting = slack.user_says("careers", "ana", f"@wayfinder {QUESTION}")
    time.sleep(2)
    in_turn = slack.user_says("ben", "ben", SLOW_QUESTION)
    in_turn.deliveries[0].wait()
    behind = slack.user_says("ben", "ben", "tell me more", thread=in_turn.ts)
    behind.deliveries[0].wait()
    time.sleep(1)
    assert rasa.process is not None
    assert slack.answers(while_posting) == []
    rasa.process.kill()
    rasa.process.wait()

    rasa.start()
    rasa.wait_until_healthy()
    slack.wait_for(lambda: len(slack.answers(in_turn)) == 2, timeout=WAIT_SECONDS)
    slack.wait_for(lambda: slack.calls("conversations.replies"), timeout=WAIT_SECONDS)
    time.sleep(1)
    yield Aftermath(slack, in_turn, while_posting, slack_bot)
    slack_bot.stop()


def test_a_turn_that_was_cut_off_is_answered_once(aftermath: Aftermath) -> None:
    """Rasa had stored nothing of it."""
    first, second = aftermath.answers(aftermath.in_turn)

    assert "proficient" in first
    assert "something went wrong" not in first + second


def test_what_was_said_behind_a_turn_that_was_cut_off_is_answered_after_it(aftermath: Aftermath) -> None:
    """In order, and knowing what came before."""
    _, second = aftermath.answers(aftermath.in_turn)

    assert "of what" not in second


def test_an_answer_that_slack_had_taken_isnt_posted_again(aftermath: Aftermath) -> None:
    """The dead process didn't know; the next one looked."""
    (text,) = aftermath.answers(aftermath.while_posting)

    assert FIGURE in text


def test_nothing_that_was_said_is_kept_in_the_inbox(aftermath: Aftermath) -> None:
    """Keys alone stay, against late repetition."""
    with aftermath.restarted_bot.stored() as db:
        rows = db.execute("select key, delivery, calls, done from slack_inbox").fetchall()

    assert len(rows) == 3
    assert [(delivery, calls) for _, delivery, calls, _ in rows] == [(None, None)] * 3
    assert all(done for *_, done in rows)


def test_a_turn_that_was_stored_isnt_run_again(aftermath: Aftermath) -> None:
    """Each message stands in its conversation once."""
    with aftermath.restarted_bot.stored() as db:
        query = "select count(*) from events where type_name = 'user' and sender_id like ?"
        counts = [
            db.execute(query, [f"%:{said.thread}"]).fetchone()[0]
            for said in (aftermath.while_posting, aftermath.in_turn)
        ]

    assert counts == [1, 2]


def test_a_process_that_is_told_to_end_finishes_what_it_has_acknowledged(aftermath: Aftermath) -> None:
    """Also when it had hardly a moment to take it in hand."""
    slack = aftermath.slack
    said = slack.user_says("ana", "ana", SLOW_QUESTION)
    said.deliveries[0].wait()

    aftermath.restarted_bot.bot.rasa.stop()

    assert len(slack.answers(said)) == 1


def test_a_bot_without_a_model_apologises(tmp_path: Path) -> None:
    """Rasa starts with a broken one as if nothing were wrong."""
    model = tmp_path / "broken.tar.gz"
    model.write_bytes(b"no model")
    with FakeSlack(App(), retry_after=()) as slack:
        env = {name: value or "" for name, value in settings_for(slack, tmp_path / "slack.db", "http").items()}
        servers = bot_servers(tmp_path, model, env=env)
        servers.start()
        try:
            slack.point_at(servers.url.replace("/rest/", "/slack/"))
            said = slack.user_says("ana", "ana", QUESTION)

            assert "something went wrong on my side" in slack.answer(said).text
        finally:
            servers.stop()
