"""A changed word is said after a restart: the model that was trained before is no source of words."""

import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts import servers
from tests.conftest import CANARY, Bot
from tests.support import copy_project

# file, what stands there, what is put in its place
THANKS = ("talk.yml", "You're welcome.", "Don't mention it.")
APOLOGY = ("shared.yml", "something went wrong on my side", "that was my fault")
# What the products' action does first.
FAULT = "        started = time.perf_counter()\n        if self.topic == 'products':\n            return []\n"


@pytest.fixture(scope="module")
def reworded(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """A bot of the project's model, beside other wording, whose answer on products stays out."""
    folder = tmp_path_factory.mktemp("reworded")
    action = copy_project(folder) / "answering" / "topic_action.py"
    _replace(action, FAULT.splitlines(keepends=True)[0], FAULT)
    for file, old, new in (THANKS, APOLOGY):
        _replace(folder / "data" / "responses" / file, old, new)
    running = servers.bot_servers(folder / "run", model)
    running.rasa.cwd = folder
    running.start()
    servers.wait_for_answer(running.url, *CANARY)
    yield Bot(None, running.rasa, running.url, folder / "run" / "conversations.db")
    running.stop()


def test_the_model_was_trained_with_the_old_words(model: Path) -> None:
    """Both of them; else the tests below would show nothing."""
    with tarfile.open(model) as archive:
        metadata = archive.extractfile("metadata.json")
        assert metadata is not None
        trained = metadata.read().decode()

    assert [old in trained for _, old, _ in (THANKS, APOLOGY)] == [True, True]


def test_what_an_action_says_has_the_new_words(reworded: Bot) -> None:
    """Actions read the files."""
    assert reworded.says("polite", "thank you").text.splitlines()[0] == "Don't mention it."


def test_what_rasa_says_has_the_new_words(reworded: Bot) -> None:
    """The apology, which a policy of the model asks for."""
    apology = reworded.says("unlucky", "What kinds of products do ML engineers build?")

    assert apology.text == "Sorry, that was my fault, and I have no answer to that. Please ask again in a moment."
    assert apology.answer["status"] == "error"


def test_wording_that_cannot_be_read_stops_the_start(model: Path, tmp_path: Path) -> None:
    """The log says where two files hold the same response; no question finds it out."""
    copy_project(tmp_path)
    twice = tmp_path / "data" / "responses" / "market.yml"
    twice.write_text(twice.read_text() + '\n  utter_thanks:\n  - text: "Thanks."\n')
    running = servers.bot_servers(tmp_path / "run", model)
    running.rasa.cwd = tmp_path

    with pytest.raises(servers.ServerFailed, match="the Rasa server ended while starting"):
        running.start()
    assert (
        "data/responses/talk.yml: utter_thanks stands in data/responses/market.yml, too" in running.rasa.log.read_text()
    )


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text, f"{path.name} no longer has {old!r}"
    path.write_text(text.replace(old, new))
