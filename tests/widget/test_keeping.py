"""What outlives a page, and what several tabs share."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import jwt
import pytest
import requests
from playwright.sync_api import Playwright, expect

from tests.conftest import Bot
from tests.widget.conftest import ARGUMENTS, CHROMIUM, LIMITS, embedding, page_of
from tests.widget.site import Site
from tests.widget.visitor import Visitor

QUESTION = "How much do ML engineers earn?"


@pytest.fixture
def reader(visitor: Visitor, chat_bot: Bot) -> Visitor:
    """A visitor who has asked a question."""
    visitor.goes_to(page_of(chat_bot)).opens().asks(QUESTION)
    return visitor


def another_tab(visitor: Visitor, address: str) -> Visitor:
    """Open a second tab of the same browser."""
    return Visitor(visitor.page.context.new_page()).goes_to(address)


def test_a_reload_restores_the_conversation(reader: Visitor) -> None:
    """The open panel stays open, with what was said in it, and leaves the focus to the page."""
    reader.page.reload()

    assert "$110,673" in reader.answer()
    assert reader.questions.all_inner_texts() == [QUESTION]
    expect(reader.field).not_to_be_focused()


def test_a_closed_panel_stays_closed_after_a_reload(reader: Visitor) -> None:
    """And has the conversation when it is opened."""
    reader.page.keyboard.press("Escape")
    reader.page.reload()
    expect(reader.launcher).to_be_visible()
    expect(reader.dialog).to_be_hidden()
    reader.opens()

    assert "$110,673" in reader.answer()


def test_a_question_asked_while_leaving_the_page_is_answered_on_the_next(reader: Visitor, chat_bot: Bot) -> None:
    """It is asked again under its id, so it is there once; and the closed panel counts it as unread."""
    reader.page.keyboard.press("Escape")
    reader.page.evaluate("() => { document.querySelector('wayfinder-chat').send('How do I become one?') }")
    reader.page.goto(page_of(chat_bot))

    expect(reader.launcher).to_have_accessible_name("Chat (1)")
    reader.screenshot("unread")
    reader.opens()
    assert "degree" in reader.answer(1)
    assert reader.questions.all_inner_texts() == [QUESTION, "How do I become one?"]
    reader.page.keyboard.press("Escape")
    expect(reader.launcher).to_have_accessible_name("Chat")


def test_two_tabs_show_the_same_conversation(reader: Visitor, chat_bot: Bot) -> None:
    """What is asked in either appears in the other, each message once and in the same order."""
    other = another_tab(reader, page_of(chat_bot)).opens()
    other.asks("How do I become an ML engineer?")
    expect(reader.answers).to_have_count(2)
    reader.asks("Is it hard?")
    expect(other.answers).to_have_count(3)

    assert other.questions.all_inner_texts() == [QUESTION, "How do I become an ML engineer?", "Is it hard?"]
    assert reader.questions.all_inner_texts() == other.questions.all_inner_texts()
    assert reader.answers.all_inner_texts() == other.answers.all_inner_texts()
    assert other.errors == []


def test_two_tabs_that_ask_at_once_lose_nothing(reader: Visitor, chat_bot: Bot) -> None:
    """Both questions and both answers are in both tabs."""
    other = another_tab(reader, page_of(chat_bot)).opens()
    other.writes("Can I work from home?")
    reader.writes("Is it hard?")
    for tab in (reader, other):
        expect(tab.answers).to_have_count(3)
        expect(tab.questions).to_have_count(3)
        assert sorted(tab.questions.all_inner_texts()[1:]) == ["Can I work from home?", "Is it hard?"]

    assert reader.page.evaluate("navigator.onLine")
    other.page.bring_to_front()
    other.page.evaluate("window.dispatchEvent(new Event('focus'))")
    reader.page.evaluate("window.dispatchEvent(new Event('focus'))")
    reader.page.wait_for_timeout(500)
    assert reader.answers.all_inner_texts() == other.answers.all_inner_texts()


def test_questions_of_two_tabs_outlive_both(reader: Visitor, chat_bot: Bot) -> None:
    """Asked without a connection and left, they are answered on the next page that the visitor opens."""
    context = reader.page.context
    other = another_tab(reader, page_of(chat_bot)).opens()
    expect(other.answers).to_have_count(1)
    context.set_offline(True)
    for tab, question in ((reader, "Is it hard?"), (other, "Can I work from home?")):
        tab.page.evaluate("question => { document.querySelector('wayfinder-chat').send(question) }", question)
    later = context.new_page()
    reader.page.goto("about:blank")
    reader.errors.clear()  # the browser's words on the lost connection
    other.page.close()
    context.set_offline(False)
    visitor = Visitor(later).goes_to(page_of(chat_bot)).opens()

    expect(visitor.answers).to_have_count(3)
    expect(visitor.questions).to_have_text([QUESTION, "Is it hard?", "Can I work from home?"])


def test_a_new_conversation_begins_in_every_tab(reader: Visitor, chat_bot: Bot) -> None:
    """What was said before is out of reach in the others too."""
    other = another_tab(reader, page_of(chat_bot)).opens()
    expect(other.answers).to_have_count(1)
    reader.page.evaluate("document.querySelector('wayfinder-chat').reset()")
    expect(other.questions).to_have_count(0)
    other.asks("Is it hard?")

    expect(reader.questions).to_have_text(["Is it hard?"])


def test_a_new_conversation_forgets_the_subject(reader: Visitor) -> None:
    """It is asked for twice, and the focus goes where the next question is written."""
    reader.page.get_by_role("button", name="More").click()
    reader.page.get_by_role("button", name="New conversation").click()
    expect(reader.page.get_by_role("button", name="Cancel")).to_be_focused()
    reader.screenshot("confirm")
    reader.page.get_by_role("button", name="Yes").click()
    expect(reader.questions).to_have_count(0)
    expect(reader.log).to_contain_text("This is a new conversation.")
    expect(reader.field).to_be_focused()

    assert "I haven't told you anything yet" in reader.asks("say that again")


def test_a_deleted_conversation_is_gone_from_the_server_too(reader: Visitor, chat_bot: Bot) -> None:
    """The token opens nothing any more."""
    session = json.loads(reader.store("session") or "")["session"]
    reader.page.get_by_role("button", name="More").click()
    reader.page.get_by_role("button", name="Delete this conversation").click()
    reader.page.get_by_role("button", name="Yes").click()
    expect(reader.log).to_contain_text("Everything that was said here has been deleted.")
    history = requests.post(f"{page_of(chat_bot)}history", json={"session": session}, timeout=10)

    assert history.status_code == 401
    assert reader.store("session") is None
    assert "$110,673" in reader.asks(QUESTION)


def test_a_session_that_the_server_no_longer_takes_is_replaced(visit: Callable[..., Visitor], chat_bot: Bot) -> None:
    """The visitor is told, and the question that met the refusal is answered in the new conversation."""
    reader = visit().goes_to(page_of(chat_bot)).opens()
    reader.asks(QUESTION)
    reader.page.evaluate(
        "for (const key of Object.keys(localStorage)) if (key.endsWith('session')) "
        """localStorage[key] = '{"session": "forged.by.nobody", "user": null}'"""
    )
    reader.writes("How do I become one?")

    expect(reader.log).to_contain_text("Your earlier conversation has ended. This is a new one.")
    assert "degree" in reader.answer()
    assert reader.questions.all_inner_texts() == ["How do I become one?"]
    reader.screenshot("expired")


def test_what_others_keep_under_our_names_does_no_harm(visit: Callable[..., Visitor], chat_bot: Bot) -> None:
    """A conversation begins as if there were nothing."""
    reader = visit()
    reader.page.add_init_script("""for (const key of ["session", "outbox", "seen", "unread"])
        localStorage[new URL("/webhooks/web/", location) + key] ??= "<not JSON>" """)
    reader.goes_to(page_of(chat_bot)).opens()

    assert "$110,673" in reader.asks(QUESTION)


def test_a_browser_that_blocks_storage_can_chat(playwright: Playwright, tmp_path: Path, chat_bot: Bot) -> None:
    """The conversation lasts as long as the page."""
    preferences = tmp_path / "Default" / "Preferences"
    preferences.parent.mkdir()
    preferences.write_text(json.dumps({"profile": {"default_content_setting_values": {"cookies": 2}}}))
    context = playwright.chromium.launch_persistent_context(tmp_path, executable_path=CHROMIUM, args=ARGUMENTS)
    try:
        reader = Visitor(context.new_page()).goes_to(page_of(chat_bot)).opens()
        blocked = reader.page.evaluate("() => { try { localStorage; return false } catch { return true } }")
        first, second = reader.asks(QUESTION), reader.asks("and data scientists?")
    finally:
        context.close()

    assert blocked
    assert "$110,673" in first
    assert "$102,069" in second
    assert reader.errors == []


def token(subject: str) -> str:
    """Return what the embedding site's server signs when somebody is logged in."""
    claims = {"sub": subject, "exp": int(time.time()) + 600}
    return jwt.encode(claims, LIMITS["WAYFINDER_IDENTITY_SECRET"], algorithm="HS256")


def test_an_identified_visitor_finds_the_conversation_on_another_device(
    visit: Callable[..., Visitor], chat_bot: Bot, site: Site
) -> None:
    """The site says who they are on every page, and they see what they asked elsewhere; it doesn't count as unread."""
    address = site.page(embedding(chat_bot))
    identify = "jwt => document.querySelector('wayfinder-chat').identify(jwt)"
    laptop, phone = visit().goes_to(address), visit().goes_to(address)
    for device in (laptop, phone):
        device.page.evaluate(identify, token("ada"))
    laptop.opens().asks(QUESTION)
    phone.launcher.hover()
    phone.page.locator("wayfinder-message.bot").wait_for(state="attached")
    expect(phone.launcher).to_have_accessible_name("Chat")
    phone.opens()

    assert "$110,673" in phone.answer()
    phone.page.reload()
    phone.page.evaluate(identify, token("ada"))
    assert "$110,673" in phone.answer()


def test_the_next_visitor_of_a_browser_sees_nothing_of_the_last(
    visit: Callable[..., Visitor], chat_bot: Bot, site: Site
) -> None:
    """Neither after a logout, on a page where nobody opened the chat, nor as somebody else."""
    reader = visit().goes_to(site.page(embedding(chat_bot)))
    identify = "jwt => document.querySelector('wayfinder-chat').identify(jwt)"
    reader.page.evaluate(identify, token("grace"))
    reader.opens().asks(QUESTION)
    reader.page.keyboard.press("Escape")
    reader.page.reload()
    reader.page.evaluate(identify, None)
    reader.opens()
    assert "I haven't told you anything yet" in reader.asks("say that again")
    expect(reader.questions).to_have_text(["say that again"])

    reader.page.evaluate(identify, token("edsger"))
    expect(reader.questions).to_have_count(0)
    assert "I haven't told you anything yet" in reader.asks("say that again")
    expect(reader.questions).to_have_text(["say that again"])
    reader.page.evaluate(identify, token("grace"))
    expect(reader.questions).to_have_text([QUESTION])


def test_an_identity_that_the_server_refuses_is_told(visit: Callable[..., Visitor], chat_bot: Bot, site: Site) -> None:
    """The question isn't lost from view, and doesn't go round for ever."""
    reader = visit().goes_to(site.page(embedding(chat_bot))).opens()
    forged = jwt.encode({"sub": "ada", "exp": int(time.time()) + 600}, "s" * 40, algorithm="HS256")
    reader.page.evaluate("jwt => document.querySelector('wayfinder-chat').identify(jwt)", forged)
    reader.writes(QUESTION)

    expect(reader.log).to_contain_text("Not sent:")
    expect(reader.questions).to_have_text([QUESTION])
    reader.screenshot("refused")
