"""Conversations that a bot of before has stored go on with today's, in SQLite and in PostgreSQL."""

import json
import re
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import jwt
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url

from tests.channels.visitor import Visitor, web
from tests.conftest import Bot
from tests.upgrade import BEFORE
from wayfinder.channels.slack.deliveries import Delivery
from wayfinder.channels.slack.delivery_inbox import Inbox
from wayfinder.stores.database import make_engine

SECRET = "the secret of a server that is long gone"
VISITOR, WHO_HAS_RESET = "5dea6d3cb3929b8d5e90fe7ff49a32af", "a6ca4875540677aa2f64dec54655584d"
# When the last of it was stored, and how far it lies back in the tests: less than a session lasts.
STORED, SECONDS_AGO = 1795836542, 600
A_TIME = re.compile(r"(?<![:\d])1795836\d{3}\.\d+")  # a Slack timestamp, after a colon, is a name
THREAD = ("T0FAKE0001", "C0FAKE0001", "1795836541.322569")
NO_SUCH_SLOT, NEWEST_OLD_ROW = "an_old_favorite", 1001
OLD_ANSWER = "9797368cb9304fe79a20b998e8849d3c"


@dataclass
class Upgraded:
    """Today's bot on the database, and the database's address."""

    bot: Bot
    database: str

    def visitor(self, who: str, conversation: int = 0) -> Visitor:
        """Return a visitor with the token that their browser has kept."""
        claims = {"aud": "wayfinder.session", "visitor": who, "number": conversation, "exp": int(time.time()) + 86_400}
        return Visitor(web(self.bot.url), jwt.encode(claims, SECRET, "HS256"))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def upgraded(
    request: pytest.FixtureRequest, start_bot: Callable[..., Bot], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Upgraded]:
    """Today's bot on a copy of the database, whose conversations were held some minutes ago."""
    if request.param == "sqlite":
        file = tmp_path_factory.mktemp("before") / "conversations.db"
        url = f"sqlite:///{file}"
        with sqlite3.connect(file) as connection:
            connection.executescript(_stored_lately())
        connection.close()
    else:
        url = request.getfixturevalue("cluster").new_database(f"test_{uuid.uuid4().hex}")
        engine = sa.create_engine(url)
        with engine.begin() as connection:
            connection.connection.cursor().execute(_as_in_postgresql(_stored_lately()))
        engine.dispose()
    bot = start_bot(database=url, env={"WAYFINDER_SESSION_SECRET": SECRET}, canary=False)
    yield Upgraded(bot, url)
    bot.rasa.stop()


def _stored_lately() -> str:
    """Return the stored conversations with all times moved, and a slot in each that the domain doesn't have."""
    later = time.time() - SECONDS_AGO - STORED
    stored = A_TIME.sub(
        lambda found: str(float(found[0]) + later), (BEFORE / "conversations.sql").read_text(encoding="utf-8")
    )
    for row, sender in enumerate(("someone", f"web-{VISITOR}-0"), start=1000):
        event = {"event": "slot", "timestamp": STORED + later, "name": NO_SUCH_SLOT, "value": {"any": ["value"]}}
        values = f"{row}, '{sender}', 'slot', {STORED + later}, NULL, '{NO_SUCH_SLOT}', '{json.dumps(event)}', NULL"
        stored += f"INSERT INTO events VALUES ({values});\n"
    return stored


def _as_in_postgresql(script: str) -> str:
    """Return the script with ids as PostgreSQL had them."""
    tables = ("events", "slack_inbox")
    nexts = "".join(f"SELECT setval('{name}_id_seq', (SELECT max(id) FROM {name}));\n" for name in tables)
    return script.replace("id INTEGER NOT NULL", "id SERIAL NOT NULL") + nexts


def test_a_half_question_after_the_upgrade_is_understood(upgraded: Upgraded) -> None:
    """The session goes on, with what it is about."""
    reply = upgraded.bot.says("someone", "and data engineers?")

    assert "$115,205" in reply.text
    assert "this conversation is stored" not in reply.text  # which is said once, at its beginning


def test_what_the_old_slots_had_is_in_the_memory_from_now_on(upgraded: Upgraded) -> None:
    """Read once: what was told and answered before is kept beside the new, and nothing is written to an old slot."""
    upgraded.bot.says("someone", "and data engineers?")
    openings = upgraded.bot.says("someone", "and how many openings are there?").text
    written = slots_written(upgraded.database, "someone")
    memory = json.loads(written[-1][1])["value"]

    assert "16,290" in openings  # of data engineers, whom the conversation is about by now
    assert {name for name, _ in written} == {"memory"}
    assert memory["professions"] == ["data_engineer"]
    assert memory["answers"][0] == OLD_ANSWER
    assert memory["told"][0] == "pay_data_scientist"
    assert memory["introduced"] is True


def slots_written(database: str, sender: str) -> list[tuple[str, str]]:
    """Return name and event of each slot that today's bot has set in a conversation, in order."""
    engine = sa.create_engine(database)
    with engine.connect() as connection:
        query = sa.text(
            "SELECT data FROM events WHERE sender_id = :sender AND type_name = 'slot' AND id > :old ORDER BY id"
        )
        rows = connection.execute(query, {"sender": sender, "old": NEWEST_OLD_ROW}).fetchall()
    engine.dispose()
    return [(json.loads(data)["name"], data) for (data,) in rows]


def test_a_slot_that_is_no_more_is_dropped_without_a_word(upgraded: Upgraded) -> None:
    """Of what it was nothing is found in the log."""
    assert upgraded.bot.says("someone", "Where do the figures come from?").answer["topic"] == "sources"
    assert upgraded.visitor(VISITOR).history() != []
    assert NO_SUCH_SLOT not in upgraded.bot.rasa.log.read_text()


def test_the_history_is_there(upgraded: Upgraded) -> None:
    """With the answers as they were given, and the feedback on one."""
    first = upgraded.visitor(VISITOR).history()[:6]

    assert [message["id"] for message in first] == [
        "message-0001", "message-0001.1", "message-0002", "message-0002.1", "message-0003", "message-0003.1",
    ]  # fmt: skip
    assert "$110,673, average base pay of 811 salaries (Indeed, 10 August 2022)" in first[3]["text"]
    assert first[3]["custom"]["answer"]["id"] == "b2981e09fd5c44cc88c589342d66bb14"
    assert first[3]["feedback"] == {"value": "up", "reason": "short and clear"}


def test_a_message_that_was_answered_is_not_answered_again(upgraded: Upgraded) -> None:
    """Sent again with its id it gets the stored answer, and the history is no longer than before."""
    visitor = upgraded.visitor(VISITOR)
    before = len(visitor.history())
    (again,) = visitor.asks("Is it remote work?", "message-0003")

    assert again["custom"]["answer"]["id"] == "5f701eaedf03450fb5965dd36226b9dd"
    assert len(visitor.history()) == before


def test_an_old_answer_takes_feedback(upgraded: Upgraded) -> None:
    """And the history shows it."""
    visitor = upgraded.visitor(VISITOR)
    given = visitor.post("feedback", answer="5f701eaedf03450fb5965dd36226b9dd", value="down", reason="too short")

    assert given.status_code == 200
    assert visitor.history()[5]["feedback"] == {"value": "down", "reason": "too short"}


def test_a_closed_conversation_stays_closed(upgraded: Upgraded) -> None:
    """Its token is void, and that of the next is good."""
    assert upgraded.visitor(WHO_HAS_RESET, 0).post("history").status_code == 401
    assert upgraded.visitor(WHO_HAS_RESET, 1).history() == []


def test_slack_delivers_in_vain_what_was_answered_and_its_thread_is_still_ours(upgraded: Upgraded) -> None:
    """The inbox knows both of the mention, and takes what follows it without one."""
    engine = make_engine(make_url(upgraded.database), 1)
    inbox = Inbox(engine)
    mention = Delivery(
        ":".join(("message", *THREAD)), "message", *THREAD, "U1", "@wayfinder How much do data scientists make?"
    )
    follow_up = Delivery("message:2.0", "message", *THREAD, "U1", "and data engineers?", only_in_our_threads=True)
    added = inbox.add(mention), inbox.add(follow_up)
    engine.dispose()

    assert added == (False, True)
