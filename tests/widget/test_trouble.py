"""What a visitor sees when network or server fail: nothing is lost, nothing is double, nothing is silent."""

import json
import sqlite3
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from scripts.servers import LOOPBACK, free_port
from tests.conftest import Bot
from tests.widget.conftest import embedding, page_of
from tests.widget.site import Site
from tests.widget.visitor import Visitor

NO_CONNECTION = "No connection. Your messages are kept"
LINK = '<a href="https://bot.example/webhooks/web/">Ask Wayfinder</a>'


@pytest.fixture
def reader(visit: Callable[..., Visitor], odd_bot: Bot) -> Visitor:
    """A visitor of the bot that can be slow; their console may complain."""
    return visit().goes_to(page_of(odd_bot)).opens()


def test_a_question_survives_the_death_of_the_server(reader: Visitor, odd_bot: Bot) -> None:
    """Killed in the middle of a turn and started again, the server answers the question once, and has it once."""
    reader.asks("hello")
    reader.writes("How much do ML engineers earn? (wait 3)")
    expect(reader.log.locator(".typing")).to_be_visible()
    reader.screenshot("typing")
    reader.page.wait_for_timeout(500)
    process = odd_bot.rasa.process
    assert process is not None
    process.kill()
    process.wait()
    expect(reader.banner).to_contain_text(NO_CONNECTION)
    expect(reader.log.get_by_role("button", name="Send again")).to_be_visible()
    reader.screenshot("server-gone")
    odd_bot.rasa.start()
    odd_bot.rasa.wait_until_healthy()
    answer = reader.answer(1)
    with sqlite3.connect(odd_bot.database) as database:
        stored = database.execute("select data from events where type_name = 'user'").fetchall()
    asked = [
        event for (data,) in stored if "How much do ML engineers earn? (wait 3)" in (event := json.loads(data))["text"]
    ]

    assert "$110,673" in answer
    assert reader.questions.all_inner_texts() == ["hello", "How much do ML engineers earn? (wait 3)"]
    assert len(asked) == 1
    expect(reader.banner).to_be_empty()


def test_a_reload_in_the_middle_of_a_question_loses_nothing(reader: Visitor) -> None:
    """The new page waits for the same answer, and the server has the question once."""
    reader.writes("How much do ML engineers earn? (wait 2)")
    reader.page.wait_for_timeout(300)
    reader.page.reload()
    assert "$110,673" in reader.answer()
    reader.page.reload()

    expect(reader.answers).to_have_count(1)
    expect(reader.questions).to_have_text(["How much do ML engineers earn? (wait 2)"])


def test_what_is_asked_offline_is_answered_online(reader: Visitor) -> None:
    """In the order in which it was asked, without a press of a button."""
    reader.page.context.set_offline(True)
    reader.writes("thanks")
    reader.writes("goodbye")
    expect(reader.banner).to_contain_text(NO_CONNECTION)
    reader.page.context.set_offline(False)

    assert "You're welcome." in reader.answer(0)
    assert "Bye!" in reader.answer(1)


def test_the_visitor_can_have_it_tried_at_once(reader: Visitor) -> None:
    """A press sends it again before the pause is over."""
    reader.page.route("**/sessions", lambda route: route.abort())
    reader.writes("thanks")
    expect(reader.log.get_by_role("button", name="Send again")).to_be_visible()
    reader.page.wait_for_timeout(3_500)  # now the pauses are seconds long
    reader.page.unroute("**/sessions")
    reader.log.get_by_role("button", name="Send again").click()
    reader.answers.first.wait_for(timeout=2_000)

    expect(reader.answers).to_have_count(1)


def test_a_slow_answer_is_explained_and_comes(reader: Visitor) -> None:
    """After five seconds the visitor reads that it goes on; when the server gives up the wait, the widget asks on."""
    reader.writes("How much do ML engineers earn? (wait 7)")
    expect(reader.log).to_contain_text("Still working on it", timeout=6_000)
    reader.screenshot("slow")
    expect(reader.banner).to_contain_text("One moment", timeout=3_000)

    assert "$110,673" in reader.answer()
    expect(reader.banner).to_be_empty()
    reader.page.reload()
    expect(reader.answers).to_have_count(1)
    expect(reader.questions).to_have_text(["How much do ML engineers earn? (wait 7)"])


def test_too_many_messages_are_sent_when_the_server_allows(reader: Visitor) -> None:
    """The visitor is told, waits, and gets every answer once."""
    for _ in range(5):
        reader.writes("thanks")
    expect(reader.banner).to_contain_text("One moment")
    reader.screenshot("too-many")
    expect(reader.answers).to_have_count(5)

    expect(reader.questions).to_have_count(5)
    expect(reader.banner).to_be_empty()


def test_a_visitor_who_reads_above_is_told_of_new_messages(reader: Visitor) -> None:
    """What they read stays where it is; the button leads to what is new."""
    reader.asks("What can you do?")
    reader.asks("What can you do?")
    reader.writes("How much do ML engineers earn? (wait 2)")
    reader.log.hover()
    reader.page.mouse.wheel(0, -5_000)
    reader.answer(2)
    news = reader.page.get_by_role("button", name="New messages")
    expect(news).to_be_visible()
    assert reader.log.evaluate("log => log.scrollTop") == 0
    reader.screenshot("new-messages")
    news.click()

    expect(reader.answers.nth(2)).to_be_in_viewport()
    expect(news).to_be_hidden()
    expect(reader.log).to_be_focused()


def test_a_panel_that_cannot_be_loaded_leaves_the_sites_link(
    visit: Callable[..., Visitor], odd_bot: Bot, site: Site
) -> None:
    """And opens when the connection is back."""
    reader = visit().goes_to(site.page(embedding(odd_bot, inside=LINK)))
    reader.page.context.set_offline(True)
    expect(reader.page.get_by_role("link", name="Ask Wayfinder")).to_be_hidden()
    reader.launcher.click()
    expect(reader.page.get_by_role("link", name="Ask Wayfinder")).to_be_visible()
    reader.screenshot("not-loaded")
    reader.page.context.set_offline(False)
    reader.opens()

    expect(reader.page.get_by_role("link", name="Ask Wayfinder")).to_be_hidden()


def test_a_script_that_cannot_be_loaded_leaves_the_sites_link(visit: Callable[..., Visitor], site: Site) -> None:
    """Nobody listens at that port."""
    page = visit().page
    script = f'<script type="module" src="http://{LOOPBACK}:{free_port()}/widget.js"></script>'
    page.goto(site.page(f"{script}<wayfinder-chat>{LINK}</wayfinder-chat>"))

    expect(page.get_by_role("link", name="Ask Wayfinder")).to_be_visible()


def test_without_scripts_the_sites_link_is_there(visit: Callable[..., Visitor], chat_bot: Bot, site: Site) -> None:
    """As on a browser that runs none."""
    page = visit(java_script_enabled=False).page
    page.goto(site.page(embedding(chat_bot, inside=LINK)))

    expect(page.get_by_role("link", name="Ask Wayfinder")).to_be_visible()


def test_a_page_older_than_the_server_still_opens_the_chat(
    visit: Callable[..., Visitor], chat_bot: Bot, site: Site
) -> None:
    """The panel that it knows by name is no longer there, so it takes the one that is."""
    reader = visit()
    reader.page.route("**/panel-*.js", lambda route: route.fulfill(status=404), times=1)
    reader.goes_to(site.page(embedding(chat_bot))).opens()

    expect(reader.log).to_contain_text("What would you like to know?")
