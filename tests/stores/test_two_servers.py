"""Two Rasa servers with one PostgreSQL: whichever of them a message reaches, the conversation is one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from tests.conftest import Bot
from tests.postgres import Cluster

QUESTION = "How much do data scientists make?"
PAY = "$102,069"
SENDERS = [f"person-{number}" for number in range(12)]


@pytest.fixture(scope="module")
def database(cluster: Cluster) -> str:
    """The address of the database that both share."""
    return cluster.new_database("two_servers")


@pytest.fixture(scope="module")
def bots(start_bot: Callable[..., Bot], database: str) -> list[Bot]:
    """Two servers."""
    return [start_bot(env={"WAYFINDER_DATABASE_URL": database}) for _ in range(2)]


def test_a_conversation_goes_on_at_the_other_server(bots: list[Bot]) -> None:
    """There and back, with what was asked in between."""
    first, second = bots
    first.says("wanderer", QUESTION)

    assert PAY in second.says("wanderer", "say that again").text
    second.says("wanderer", "and data engineers?")
    assert "$115,205" in first.says("wanderer", "say that again").text


def test_simultaneous_messages_are_stored_one_after_the_other(bots: list[Bot], database: str) -> None:
    """Each person sends four at once, two to each server: no turn is lost, none begins within another."""
    with ThreadPoolExecutor(len(SENDERS) * 4) as people:
        asked = [people.submit(bots[n % 2].says, sender, QUESTION) for sender in SENDERS for n in range(4)]
        replies = [one.result() for one in asked]
    with sa.create_engine(database).connect() as connection:
        query = "select sender_id, type_name, action_name from events where sender_id like 'person-%' order by id"
        stored = connection.execute(sa.text(query)).all()

    assert all(PAY in reply.text for reply in replies)
    for sender in SENDERS:
        told = [(kind, action) for of, kind, action in stored if of == sender]
        ends = [i for i, entry in enumerate(told) if entry == ("action", "action_listen")]
        begins = [i for i, (kind, _) in enumerate(told) if kind == "user"]
        assert len(begins) == 4
        assert begins == [end + 1 for end in ends[:-1]]
        assert [kind for kind, _ in told].count("session_started") == 1
