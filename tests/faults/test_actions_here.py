"""What a person sees when an action in Rasa's process raises or never ends; and that nobody else notices."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from scripts import servers
from tests.conftest import CANARY, Bot, Reply
from tests.support import copy_project
from wayfinder.patches.remote_actions import ACTION_SECONDS

QUESTION = "How much do ML engineers earn?"
PAY = "$110,673"
APOLOGY = "something went wrong on my side"
SHELL_SECONDS = 10  # rasa/core/constants.py: DEFAULT_STREAM_READING_TIMEOUT
# What every action does first, by a word of the message.
FAULTS = """
        import asyncio, time
        text = tracker.latest_message.get("text") or ""
        if "xyzzy raise" in text:
            raise KeyError(text)
        if "xyzzy block" in text:
            time.sleep(60)
        if "xyzzy await" in text:
            await asyncio.sleep(60)
        if "xyzzy reject" in text:
            from rasa_sdk.interfaces import ActionExecutionRejection
            raise ActionExecutionRejection(self.name(), "not now")
        if "xyzzy nonsense" in text:
            dispatcher.utter_message(text="lost", json_message={"answer": object()})
            return []
        started = time.perf_counter()
"""


@pytest.fixture(scope="module")
def bot(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """A bot whose actions do what FAULTS says."""
    folder = tmp_path_factory.mktemp("faulty")
    action = copy_project(folder) / "answering" / "topic_action.py"
    first = "        started = time.perf_counter()\n"
    assert action.read_text().count(first) == 1
    action.write_text(action.read_text().replace(first, FAULTS.lstrip("\n")))
    running = servers.bot_servers(folder / "run", model)
    running.rasa.cwd = folder
    running.start()
    servers.wait_for_answer(running.url, *CANARY)
    yield Bot(None, running.rasa, running.url, folder / "run" / "conversations.db")
    running.stop()


def apologises(reply: Reply) -> bool:
    """Return whether a reply is the apology, with its answer object."""
    return APOLOGY in reply.text and reply.answer["status"] == "error"


@pytest.mark.parametrize("fault", ["raise", "reject", "nonsense"])
def test_an_action_that_fails_gets_an_apology_and_the_next_message_works(bot: Bot, fault: str) -> None:
    """As with an action server; and what the person wrote isn't in the log."""
    apology = bot.says(fault, f"{QUESTION} xyzzy {fault}")

    assert apologises(apology)
    assert PAY in bot.says(fault, QUESTION).text
    assert "xyzzy" not in bot.rasa.log.read_text()


@pytest.mark.parametrize("fault", ["block", "await"])
def test_an_action_that_never_ends_is_given_up_and_holds_up_nobody(bot: Bot, fault: str) -> None:
    """Its person reads the apology before the shell gives up, and goes on; another is answered meanwhile."""
    with ThreadPoolExecutor() as people:
        started = time.monotonic()
        waiting = people.submit(bot.says, f"{fault}-waits", f"{QUESTION} xyzzy {fault}")
        time.sleep(0.5)
        other = bot.says(f"{fault}-other", QUESTION)
        other_took = time.monotonic() - started - 0.5
        apology = waiting.result()
        took = time.monotonic() - started

    assert PAY in other.text
    assert other_took < ACTION_SECONDS / 2
    assert apologises(apology)
    assert ACTION_SECONDS <= took < SHELL_SECONDS
    assert PAY in bot.says(f"{fault}-waits", QUESTION).text


def test_a_server_whose_action_never_ends_can_be_stopped(model: Path, bot: Bot) -> None:
    """The thread that it keeps doesn't keep the process."""
    bot.says("stuck", f"{QUESTION} xyzzy block")
    process = bot.rasa.process
    assert process is not None
    started = time.monotonic()
    process.terminate()
    process.wait(servers.STOP_SECONDS)
    took = time.monotonic() - started
    bot.rasa.start()
    bot.rasa.wait_until_healthy()

    assert took < servers.STOP_SECONDS
