"""The widget among strangers: hostile text, strict policies, hostile style sheets, sites that aren't allowed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.conftest import Bot
from tests.widget.conftest import embedding, page_of, server_of
from tests.widget.odd_actions import BAD_ADDRESS, MARKUP
from tests.widget.site import Site
from tests.widget.visitor import Visitor

HOSTILE_CSS = """
* { all: unset !important; letter-spacing: 9px !important; color: red !important; font: 40px cursive !important;
    position: static !important; direction: ltr !important; text-transform: uppercase !important; cursor: none !important }
html { font-size: 4px !important }
button, dialog, textarea, .launcher, .log { display: none !important }
wayfinder-chat { display: none !important; opacity: 0.1 !important; transform: rotate(30deg) !important;
    filter: invert(1) !important; visibility: hidden !important; pointer-events: none !important }
"""


@pytest.mark.parametrize("kind", ["hostile", "hostile, older"])
def test_hostile_text_stays_text(visitor: Visitor, odd_bot: Bot, kind: str) -> None:
    """Markup is shown as it is written, wherever it stands, and nothing of it runs; in an answer without parts too."""
    visitor.goes_to(page_of(odd_bot)).opens()
    title = visitor.page.title()
    answer = visitor.asks(f"thanks, {kind} {MARKUP}")
    visitor.log.locator("summary").first.click()
    visitor.log.locator("summary").last.click()
    visitor.page.get_by_role("button", name=MARKUP).click()
    visitor.answer(1)
    visitor.screenshot("hostile-text")

    assert MARKUP in answer
    assert visitor.page.title() == title
    assert visitor.questions.all_inner_texts() == [f"thanks, {kind} {MARKUP}", MARKUP]
    expect(visitor.log.locator("img, script")).to_have_count(0)


def test_only_web_addresses_become_links(visitor: Visitor, odd_bot: Bot) -> None:
    """An address of another kind is words; punctuation after an address isn't part of it."""
    visitor.goes_to(page_of(odd_bot)).opens()
    answer = visitor.asks("thanks, hostile")
    visitor.log.locator("details.sources summary").click()
    links = [link.get_attribute("href") for link in visitor.log.get_by_role("link").all()]

    assert BAD_ADDRESS in answer
    assert links == ["https://good.example/path?q=1", "https://good.example/", "https://good.example/page"]


def test_a_strict_policy_of_the_embedding_page_is_kept(visitor: Visitor, chat_bot: Bot, site: Site) -> None:
    """Every kind of answer is drawn on another origin without one violation, and nothing else is asked for anything."""
    server = server_of(chat_bot)
    policy = (
        f"default-src 'none'; script-src {server}; connect-src {server}; style-src 'self'; "
        "require-trusted-types-for 'script'; trusted-types lit-html"
    )
    asked: set[str] = set()
    visitor.page.on("request", lambda request: asked.add("/".join(request.url.split("/")[:3])))
    visitor.page.add_init_script(
        "window.violations = []; addEventListener('securitypolicyviolation', e => violations.push(e.violatedDirective))"
    )
    visitor.goes_to(site.page(embedding(chat_bot, 'lang="de"'), csp=policy)).opens()
    visitor.asks("Which of these jobs pays the most?")
    visitor.log.get_by_text("Als Tabelle").click()
    visitor.log.get_by_role("button", name="Nicht hilfreich").click()
    visitor.log.get_by_role("button", name="Antwort kopieren").click()
    visitor.page.get_by_role("button", name="Mehr").click()
    visitor.screenshot("strict-policy")

    assert visitor.page.evaluate("violations") == []
    assert asked == {server, site.origin}


def test_hostile_style_sheets_change_nothing(visit: Callable[..., Visitor], chat_bot: Bot, site: Site) -> None:
    """Button and panel look the same to the pixel."""
    pictures = []
    for css in ("", HOSTILE_CSS):
        reader = visit().goes_to(site.page(embedding(chat_bot), head=f"<style>{css}</style>"))
        button = reader.launcher.bounding_box()
        reader.opens()
        reader.screenshot(f"hostile-css-{len(pictures)}")
        box = reader.dialog.bounding_box()
        assert box is not None
        inner = {"x": box["x"] + 20, "y": box["y"], "width": box["width"] - 40, "height": box["height"] - 20}
        pictures.append((button, reader.page.screenshot(clip=inner, caret="hide")))

    assert pictures[0] == pictures[1]


def test_a_site_that_is_not_allowed_gets_no_chat(visit: Callable[..., Visitor], chat_bot: Bot) -> None:
    """The visitor reads that it doesn't work, and the console says which request was refused."""
    stranger = Site()
    try:
        reader = visit().goes_to(stranger.page(embedding(chat_bot))).opens()
        reader.writes("hello")
        expect(reader.banner).to_contain_text("No connection.")
    finally:
        stranger.close()

    assert any("has been blocked by CORS policy" in error for error in reader.errors)


@pytest.mark.parametrize("root", ["widget.js", "webhooks/web/widget.js"])
def test_the_script_works_from_both_addresses(visitor: Visitor, chat_bot: Bot, site: Site, root: str) -> None:
    """The panel and the API are found from either."""
    script = f'<script type="module" src="{server_of(chat_bot)}/{root}"></script>'
    visitor.goes_to(site.page(f"{script}<wayfinder-chat></wayfinder-chat>")).opens()

    assert "$110,673" in visitor.asks("How much do ML engineers earn?")
