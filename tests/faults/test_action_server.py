"""What a person sees when an action server is down, slow, or talks nonsense; and that the next message works."""

import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from scripts import servers
from scripts.servers import Server
from tests.conftest import Bot
from wayfinder.patches.remote_actions import ACTION_SECONDS

QUESTION = "How much do ML engineers earn?"
APOLOGY = "something went wrong on my side"
SHELL_SECONDS = 10  # rasa/core/constants.py: DEFAULT_STREAM_READING_TIMEOUT


class FakeActionServer:
    """An action server that answers every call as a test tells it to."""

    def __init__(self) -> None:
        self.status, self.body, self.seconds = 200, b"{}", 0.0
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                time.sleep(fake.seconds)
                try:
                    self.send_response(fake.status)
                    self.send_header("Content-Type", "application/json")
                    self.end_headers()
                    self.wfile.write(fake.body)
                except BrokenPipeError:
                    pass  # the caller gave up, which is what a slow answer is for

            def log_message(self, *args: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer((servers.LOOPBACK, 0), Handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answers(self, body: object, status: int = 200, seconds: float = 0.0) -> None:
        """Answer with this body (bytes as they are, else as JSON), status and delay from now on."""
        self.body = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.status, self.seconds = status, seconds


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeActionServer]:
    """A fake action server on a free port."""
    server = FakeActionServer()
    yield server
    server.server.shutdown()
    server.server.server_close()


@pytest.fixture(scope="module")
def rasa_url(model: Path, fake: FakeActionServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The REST address of a Rasa server whose actions are the fake's."""
    folder = tmp_path_factory.mktemp("faulty")
    port = servers.free_port()
    env = {
        "WAYFINDER_ACTIONS_URL": f"http://{servers.LOOPBACK}:{fake.port}/webhook",
        "WAYFINDER_DATABASE_URL": f"sqlite:///{folder}/conversations.db",
    }
    rasa = servers.rasa_server(servers.LOOPBACK, port, servers.ENDPOINTS, model, folder / "rasa.log", env)
    rasa.start()
    rasa.wait_until_healthy()
    yield f"http://{servers.LOOPBACK}:{port}/webhooks/rest/webhook"
    rasa.stop()


GOOD = {"events": [], "responses": [{"text": "All is well."}]}
NONSENSE = {
    "an exception": ({"error": "boom", "request_body": {}}, 500),
    "an unknown action": ({"error": "no such action", "action_name": "x"}, 404),
    "a rejection": ({"error": "not now", "action_name": "action_tell_salary"}, 400),
    "no words": ({"events": [], "responses": []}, 200),
    "an empty text": ({"events": [], "responses": [{"text": ""}]}, 200),
    "an unknown response": ({"events": [], "responses": [{"response": "utter_nothing_such"}]}, 200),
    "an unknown event": ({"events": [{"event": "no_such_event"}], "responses": [{"text": "lost"}]}, 200),
    "HTML": (b"<html>oops</html>", 200),
    "half of a JSON": (b'{"events": [', 200),
    "null": (b"null", 200),
    "a list": ([], 200),
}


@pytest.mark.parametrize("case", NONSENSE)
def test_nonsense_gets_an_apology_and_the_next_message_works(rasa_url: str, fake: FakeActionServer, case: str) -> None:
    """The person reads an apology instead of nothing, and can ask again."""
    bot = Bot(Server("", [], Path(), ""), Server("", [], Path(), ""), rasa_url, Path())
    sender = f"nonsense-{list(NONSENSE).index(case)}"
    fake.answers(*NONSENSE[case])
    apology = bot.says(sender, QUESTION)
    fake.answers(GOOD)
    after = bot.says(sender, QUESTION)

    assert APOLOGY in apology.text
    assert apology.answer["status"] == "error"
    assert apology.answer["topic"] == "salary"
    assert after.text == "All is well."


@pytest.mark.parametrize("responses", [[{"text": "Once more."}], []], ids=["speaking", "silent"])
def test_an_action_that_follows_itself_up_for_ever_ends_and_the_next_message_works(
    rasa_url: str, fake: FakeActionServer, responses: list[dict[str, str]]
) -> None:
    """Rasa stops such a turn at its tenth action and, left alone, would never answer the conversation again."""
    bot = Bot(Server("", [], Path(), ""), Server("", [], Path(), ""), rasa_url, Path())
    sender = f"follow-up-{len(responses)}"
    fake.answers({"events": [{"event": "followup", "name": "action_tell_salary"}], "responses": responses})
    first = bot.says(sender, QUESTION)
    fake.answers(GOOD)
    after = bot.says(sender, "what skills does an ml engineer need")

    assert ("Once more." if responses else APOLOGY) in first.text
    assert after.text == "All is well."


def test_a_slow_action_is_given_up_before_the_shell_gives_up_the_turn(rasa_url: str, fake: FakeActionServer) -> None:
    """The apology comes within the ten seconds that `rasa shell` waits."""
    bot = Bot(Server("", [], Path(), ""), Server("", [], Path(), ""), rasa_url, Path())
    fake.answers(GOOD, seconds=ACTION_SECONDS + 4)
    started = time.monotonic()
    reply = bot.says("slow", QUESTION)
    took = time.monotonic() - started
    fake.answers(GOOD)

    assert APOLOGY in reply.text
    assert ACTION_SECONDS <= took < SHELL_SECONDS
    assert bot.says("slow", QUESTION).text == "All is well."


def test_a_dead_action_server_gets_an_apology_until_it_is_back(start_bot: Callable[..., Bot]) -> None:
    """Nothing is silent while it is down, and the same conversation goes on after."""
    bot = start_bot(actions_from=servers.ROOT)
    before = bot.says("dead", QUESTION)
    assert bot.actions is not None
    bot.actions.stop()
    during = [bot.says("dead", QUESTION), bot.says("dead", "hello")]
    bot.actions.start()
    bot.actions.wait_until_healthy()
    after = bot.says("dead", "say that again")

    assert "$110,673" in before.text
    assert all(APOLOGY in reply.text and reply.answer["status"] == "error" for reply in during)
    assert "$110,673" in after.text


def test_conversations_survive_a_restart_of_rasa(start_bot: Callable[..., Bot]) -> None:
    """After a restart a follow-up still knows what was asked before, and the database has every message."""
    bot = start_bot()
    bot.says("restart", "How much do data scientists make?")
    bot.rasa.stop()
    bot.rasa.start()
    bot.rasa.wait_until_healthy()
    reply = bot.says("restart", "say that again")
    with sqlite3.connect(bot.database) as database:
        stored = database.execute(
            "select count(*) from events where sender_id='restart' and type_name='user'"
        ).fetchone()

    assert "$102,069" in reply.text
    assert stored == (2,)
