"""Nothing that makes the bot fast changes an answer."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from scripts import servers
from tests.conftest import CANARY, Bot
from tests.conversations.runner import conversations, differences, reply


@pytest.fixture(scope="module")
def rasas_own(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the same bot with Rasa as it is: its stores, its graph runner, its call of an action server."""
    folder = tmp_path_factory.mktemp("rasas_own")
    port, action_port = servers.free_port(), servers.free_port()
    endpoints = {
        "action_endpoint": {"url": f"http://{servers.LOOPBACK}:{action_port}/webhook"},
        "tracker_store": {"type": "SQL", "dialect": "sqlite", "db": str(folder / "conversations.db")},
        "lock_store": {"type": "in_memory"},
        "nlg": {"type": "wayfinder.channels.nlg.AnswerNlg"},
    }
    (folder / "endpoints.yml").write_text(yaml.safe_dump(endpoints))
    env = servers.UNLIMITED | {"WAYFINDER_PATCHES": "off"}
    running = servers.BotServers(
        servers.action_server(action_port, folder / "actions.log"),
        servers.rasa_server(servers.LOOPBACK, port, folder / "endpoints.yml", model, folder / "rasa.log", env),
        servers.LOOPBACK,
        port,
    )
    running.start()
    servers.wait_for_answer(running.url, *CANARY)
    yield running.url
    running.stop()


def test_every_conversation_is_answered_as_by_rasa_as_it_is(bot: Bot, rasas_own: str) -> None:
    """Text, buttons and answer object of every turn, but for the answer's id."""
    assert [line for c in conversations() for line in differences(c, bot.url, rasas_own)] == []


def test_an_action_server_of_its_own_gives_the_same_answers(start_bot, bot: Bot) -> None:
    """The same actions, over HTTP and with one connection kept."""
    separate = start_bot(actions_from=servers.ROOT)

    assert [line for c in conversations()[::5] for line in differences(c, bot.url, separate.url)] == []


def test_a_long_conversation_is_answered_the_same_to_its_end(bot: Bot, rasas_own: str) -> None:
    """Forty messages of one person, who changes the subject with each: only the last turns are in memory with us, all with Rasa."""
    messages = [str(c.turns[0]["user"]) for c in conversations()[::10] if "user" in c.turns[0]]
    person = uuid.uuid4().hex
    different = [said for said in messages if reply(bot.url, person, said) != reply(rasas_own, person, said)]

    assert len(messages) >= 30
    assert different == []
