"""A message is answered exactly once, whatever happens to the client, the server or the database."""

import socket
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from tests.channels.conftest import PLENTY
from tests.channels.visitor import Visitor, new_id, stored, web
from tests.conftest import Bot

QUESTION = "How much do ML engineers earn?"
SLOW_QUESTION = "How much do ML engineers earn? no hurry"  # three seconds
SLOW_SECONDS = 3


@pytest.fixture(scope="module")
def slow_bot(start_bot: Callable[..., Bot], slow_actions: Path) -> Bot:
    """A bot that takes its time when asked to, and whose server may be killed."""
    return start_bot(actions_from=slow_actions, env=PLENTY)


@pytest.fixture
def patient(slow_bot: Bot) -> Visitor:
    """A visitor of the slow bot."""
    return Visitor.arrives(web(slow_bot.url))


def in_background(call: Callable[[], requests.Response]) -> Future[requests.Response]:
    """Make a request in a thread, and give it time to arrive."""
    pool = ThreadPoolExecutor(1)
    future = pool.submit(call)
    pool.shutdown(wait=False)
    time.sleep(0.5)
    return future


def test_a_resend_gets_the_same_answer_and_nothing_is_said_twice(web_bot: Bot, visitor: Visitor) -> None:
    """The stored conversation says what was answered."""
    first = visitor.asks(QUESTION, "asked-once")
    second = visitor.asks(QUESTION, "asked-once")

    assert second == first
    assert stored(web_bot.database, first[0]["recipient_id"], "user") == 1


def test_a_resend_of_an_earlier_message_gets_its_own_answer(visitor: Visitor) -> None:
    """Not that of the latest."""
    first = visitor.asks("How much do data scientists make?", "the-first")
    visitor.asks(QUESTION)

    assert visitor.asks("How much do data scientists make?", "the-first") == first


def test_an_id_that_another_message_had_is_refused(visitor: Visitor) -> None:
    """A client that gives ids twice would lose messages without noticing."""
    visitor.asks(QUESTION, "used-already")
    refused = visitor.says("How much do data scientists make?", "used-already")

    assert (refused.status_code, refused.json()["error"]) == (400, "id_reused")


def test_the_same_id_in_two_conversations_is_two_messages(url: str, visitor: Visitor) -> None:
    """Ids need to be unique in a conversation only."""
    visitor.asks("How much do data scientists make?", "everybodys-id")
    (other,) = Visitor.arrives(url).asks(QUESTION, "everybodys-id")

    assert "$110,673" in other["text"]


def test_the_same_message_sent_twice_at_the_same_time_is_asked_once(slow_bot: Bot, patient: Visitor) -> None:
    """The second waits for the answer to the first."""
    first = in_background(lambda: patient.says(SLOW_QUESTION, "twice-at-once"))
    second = patient.asks(SLOW_QUESTION, "twice-at-once")

    assert first.result().json() == second
    assert stored(slow_bot.database, second[0]["recipient_id"], "user") == 1


def test_two_tabs_that_send_at_once_are_both_answered_in_turn(slow_bot: Bot, patient: Visitor) -> None:
    """Their turns don't mix."""
    first = in_background(lambda: patient.says(SLOW_QUESTION, "tab-number-1"))
    (second,) = patient.asks("How much do data scientists make?", "tab-number-2")

    assert "$110,673" in first.result().json()[0]["text"]
    assert "$102,069" in second["text"]
    assert [m["id"] for m in patient.history()] == ["tab-number-1", "tab-number-1.1", "tab-number-2", "tab-number-2.1"]


def test_a_slow_turn_holds_up_nobody_else(slow_bot: Bot, patient: Visitor) -> None:
    """Another visitor is answered meanwhile."""
    slow = in_background(lambda: patient.says(SLOW_QUESTION))
    other = Visitor.arrives(web(slow_bot.url))
    (reply,) = other.asks(QUESTION)
    answered_meanwhile = not slow.done()

    assert "$110,673" in reply["text"]
    assert answered_meanwhile
    assert slow.result().status_code == 200


def test_history_says_that_an_answer_is_pending(patient: Visitor) -> None:
    """A reloaded page knows that it is worth asking again."""
    slow = in_background(lambda: patient.says(SLOW_QUESTION, "at-work-now"))
    during = patient.post("history").json()
    slow.result()
    after = patient.post("history").json()

    assert during == {"messages": [], "pending": True}
    assert [message["id"] for message in after["messages"]] == ["at-work-now", "at-work-now.1"]
    assert "pending" not in after


def test_a_client_that_hangs_up_finds_its_answer_later(slow_bot: Bot, patient: Visitor) -> None:
    """The turn goes on without it."""
    with pytest.raises(requests.Timeout):
        requests.post(
            f"{patient.url}/messages",
            json={"session": patient.session, "id": "hung-up-on", "text": SLOW_QUESTION},
            timeout=1,
        )
    time.sleep(SLOW_SECONDS)
    (user, bot) = patient.history()

    assert user["id"] == "hung-up-on"
    assert "$110,673" in bot["text"]
    assert patient.asks(SLOW_QUESTION, "hung-up-on")[0]["id"] == bot["id"]


def test_a_resend_after_a_restart_gets_the_same_answer(slow_bot: Bot, patient: Visitor) -> None:
    """Nothing of it is only in memory."""
    first = patient.asks(QUESTION, "before-the-restart")
    slow_bot.rasa.stop()
    slow_bot.rasa.start()
    slow_bot.rasa.wait_until_healthy()

    assert patient.asks(QUESTION, "before-the-restart") == first
    assert stored(slow_bot.database, first[0]["recipient_id"], "user") == 1


def test_a_resend_of_a_message_of_yesterday_gets_yesterdays_answer(slow_bot: Bot, patient: Visitor) -> None:
    """Rasa has begun a new session meanwhile, but the conversation is the same."""
    (yesterday,) = patient.asks("How much do data scientists make?", "from-yesterday")
    conversation = yesterday["recipient_id"]
    slow_bot.rasa.stop()
    a_day_earlier(slow_bot.database, conversation)
    slow_bot.rasa.start()
    slow_bot.rasa.wait_until_healthy()
    patient.asks(QUESTION)
    (again,) = patient.asks("How much do data scientists make?", "from-yesterday")

    assert again["text"] == yesterday["text"]
    assert stored(slow_bot.database, conversation, "session_started") == 2
    assert stored(slow_bot.database, conversation, "user") == 2


def a_day_earlier(database: Path, conversation: str) -> None:
    """Let all that is stored of a conversation have happened a day earlier."""
    earlier = "json_set(data, '$.timestamp', json_extract(data, '$.timestamp') - 86400)"
    with sqlite3.connect(database) as connection:
        connection.execute(
            f"update events set timestamp = timestamp - 86400, data = {earlier} where sender_id = ?", (conversation,)
        )


def test_a_message_that_a_crash_swallowed_is_answered_at_the_resend(slow_bot: Bot, patient: Visitor) -> None:
    """The server is killed while it is at work; afterwards the message is there once."""
    before = patient.asks("How much do data scientists make?")
    swallowed = in_background(lambda: patient.says(SLOW_QUESTION, "swallowed-by-crash"))
    process = slow_bot.rasa.process
    assert process is not None
    process.kill()
    with pytest.raises(requests.ConnectionError):
        swallowed.result()
    slow_bot.rasa.stop()
    slow_bot.rasa.start()
    slow_bot.rasa.wait_until_healthy()
    in_between = [message["id"] for message in patient.history()]
    (answer,) = patient.asks(SLOW_QUESTION, "swallowed-by-crash")

    assert "swallowed-by-crash" not in in_between
    assert "$110,673" in answer["text"]
    assert stored(slow_bot.database, before[0]["recipient_id"], "user") == 2


def test_a_turn_that_takes_too_long_is_given_up_by_the_request_alone(
    start_bot: Callable[..., Bot], slow_actions: Path
) -> None:
    """The client is told to ask again, and then gets the answer."""
    bot = start_bot(actions_from=slow_actions, env=PLENTY | {"WAYFINDER_TURN_SECONDS": "1"})
    visitor = Visitor.arrives(web(bot.url))
    started = time.monotonic()
    given_up = visitor.says(SLOW_QUESTION, "takes-too-long")
    took = time.monotonic() - started
    time.sleep(SLOW_SECONDS)
    (answer,) = visitor.asks(SLOW_QUESTION, "takes-too-long")

    assert (given_up.status_code, given_up.json()["error"]) == (503, "turn_took_too_long")
    assert 1 <= took < SLOW_SECONDS
    assert "$110,673" in answer["text"]
    assert stored(bot.database, answer["recipient_id"], "user") == 1


def test_an_answer_that_could_not_be_stored_is_none(slow_bot: Bot, patient: Visitor) -> None:
    """While the database can't be written to, nothing is claimed; the resend is answered."""
    conversation = patient.asks(QUESTION)[0]["recipient_id"]
    database = sqlite3.connect(slow_bot.database, isolation_level=None)
    database.execute("begin immediate")  # whoever writes now waits, and gives up after some seconds
    refused = patient.says("How much do data scientists make?", "while-it-was-locked")
    database.execute("rollback")
    database.close()
    (answer,) = patient.asks("How much do data scientists make?", "while-it-was-locked")

    assert (refused.status_code, refused.json()["error"]) == (503, "unavailable")
    assert "$102,069" in answer["text"]
    assert stored(slow_bot.database, conversation, "user") == 2


def test_an_action_server_that_is_down_gets_an_apology_that_a_resend_gets_too(slow_bot: Bot, patient: Visitor) -> None:
    """An apology is an answer: the message was heard, and the next one may be answered better."""
    slow_bot.actions.stop()
    first = patient.asks(QUESTION, "while-it-was-down")
    slow_bot.actions.start()
    slow_bot.actions.wait_until_healthy()

    assert "something went wrong on my side" in first[0]["text"]
    assert first[0]["custom"]["answer"]["status"] == "error"
    assert patient.asks(QUESTION, "while-it-was-down") == first
    assert "$110,673" in patient.asks(QUESTION)[0]["text"]


def test_many_connections_that_break_off_leave_the_server_well(url: str, visitor: Visitor) -> None:
    """Half of a request is no message."""
    address = urlsplit(url)
    for _ in range(20):
        with socket.create_connection((address.hostname, address.port), timeout=5) as connection:
            connection.sendall(b"POST /webhooks/web/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n{")

    assert "$110,673" in visitor.asks(QUESTION)[0]["text"]


def test_twenty_copies_of_one_message_are_one(web_bot: Bot, visitor: Visitor) -> None:
    """However they arrive."""
    identifier = new_id()
    replies: list[str] = []
    threads = [
        threading.Thread(target=lambda: replies.append(visitor.says(QUESTION, identifier).text)) for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(replies) == 20
    assert len(set(replies)) == 1
    assert stored(web_bot.database, visitor.asks(QUESTION, identifier)[0]["recipient_id"], "user") == 1
