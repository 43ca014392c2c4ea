"""The careers page that the bot serves: what a visitor finds there besides the chat."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.conftest import Bot
from tests.widget.conftest import page_of, server_of
from tests.widget.site import Site
from tests.widget.visitor import Visitor


def test_the_page_asks_nothing_of_others(visitor: Visitor, chat_bot: Bot) -> None:
    """Everything comes from the bot's own server, under a policy that allows nothing else."""
    asked: set[str] = set()
    visitor.page.on("request", lambda request: asked.add("/".join(request.url.split("/")[:3])))
    response = visitor.page.goto(page_of(chat_bot))
    visitor.opens()

    assert response is not None
    assert asked == {server_of(chat_bot)}
    assert response.headers["content-security-policy"].startswith(
        "default-src 'none'; script-src 'self'; style-src 'self'"
    )


def test_a_question_of_the_page_is_asked_in_the_chat(visitor: Visitor, chat_bot: Bot) -> None:
    """One press opens the chat and has the answer."""
    visitor.goes_to(page_of(chat_bot))
    visitor.page.get_by_role("button", name="Which of these jobs pays the most?").click()

    assert "Deep learning engineers" in visitor.answer()


def test_the_lines_to_copy_embed_this_server(visit: Callable[..., Visitor], chat_bot: Bot, site: Site) -> None:
    """What is on the clipboard, pasted into another site's page, works there."""
    reader = visit(permissions=["clipboard-read", "clipboard-write"]).goes_to(page_of(chat_bot))
    reader.page.get_by_role("button", name="Copy", exact=True).click()
    expect(reader.page.get_by_text("Copied.")).to_be_visible()
    lines = reader.page.evaluate("navigator.clipboard.readText()")
    elsewhere = visit().goes_to(site.page(lines)).opens()

    assert "$110,673" in elsewhere.asks("How much do ML engineers earn?")


def test_without_scripts_the_page_is_readable(visit: Callable[..., Visitor], chat_bot: Bot) -> None:
    """It says that the chat needs them, and shows no button that does nothing."""
    page = visit(java_script_enabled=False).page
    page.goto(page_of(chat_bot))

    expect(page.locator("main noscript p")).to_be_visible()
    expect(page.locator("main noscript p")).to_contain_text("The chat needs JavaScript. The article doesn't")
    expect(page.get_by_role("button")).to_have_count(0)


def test_the_page_holds_no_figure(visitor: Visitor, chat_bot: Bot) -> None:
    """Figures belong to the facts, with source and date; the steps' numbers are drawn by the style sheet."""
    visitor.goes_to(page_of(chat_bot))
    words = visitor.page.locator("main").inner_text().split("Put Wayfinder on your site")[0]

    assert not any(character.isdigit() for character in words)
