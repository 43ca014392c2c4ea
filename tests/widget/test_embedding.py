"""What a site can do with the element: every example of docs/widget.md is run, every name in it is checked."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from scripts.servers import ROOT
from tests.conftest import Bot
from tests.widget.conftest import embedding, server_of
from tests.widget.site import Site
from tests.widget.visitor import Visitor

PAGE = (ROOT / "docs" / "widget.md").read_text(encoding="utf-8")
SOURCES = "\n".join(
    file.read_text(encoding="utf-8")
    for kind in ("ts", "css")
    for file in sorted((ROOT / "widget/src").rglob(f"*.{kind}"))
)


def examples(language: str) -> list[str]:
    """Return the examples of docs/widget.md in a language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def run(visitor: Visitor, chat_bot: Bot, site: Site) -> Callable[..., Visitor]:
    """A function that puts an HTML example on a page of the site, with a style sheet in its head."""

    def start(html: str, css: str = "") -> Visitor:
        html = html.replace("https://bot.example", server_of(chat_bot))
        return visitor.goes_to(site.page(html, head=f"<style>{css}</style>"))

    return start


@pytest.mark.parametrize("number", range(4))
def test_every_way_to_embed_opens_and_answers(run: Callable[..., Visitor], number: int) -> None:
    """As it stands in the docs, the server's address apart."""
    visitor = run(examples("html")[number]).opens()

    assert "$110,673" in visitor.asks("How much do ML engineers earn?")


def test_the_docs_have_four_ways_to_embed() -> None:
    """So that none is left out above."""
    assert len(examples("html")) == 4


def test_data_auto_leaves_a_page_alone_that_has_the_element(
    run: Callable[..., Visitor], chat_bot: Bot, site: Site
) -> None:
    """One chat is enough."""
    visitor = run(examples("html")[1] + "<wayfinder-chat></wayfinder-chat>").opens()

    expect(visitor.page.locator("wayfinder-chat")).to_have_count(1)


def test_attributes_change_words_language_and_theme(run: Callable[..., Visitor]) -> None:
    """In German the chat says that answers are in English."""
    visitor = run(examples("html")[2])
    expect(visitor.launcher).to_have_accessible_name("Karrierefragen")
    visitor.opens()
    visitor.screenshot("german-dark")

    expect(visitor.page.get_by_role("dialog", name="Karrierefragen")).to_be_visible()
    expect(visitor.log).to_contain_text("Was möchten Sie wissen?")
    assert visitor.log.get_by_role("button").all_inner_texts() == ["How do I become an ML engineer?", "Is it hard?"]
    expect(visitor.dialog).to_contain_text("Die Antworten sind auf Englisch")
    expect(visitor.dialog).to_have_css("background-color", "rgb(21, 25, 30)")
    assert visitor.violations() == []


def test_german_sources_have_german_dates(visitor: Visitor, chat_bot: Bot, site: Site) -> None:
    """The page's language is taken, and the answer itself is marked as English."""
    visitor.goes_to(site.page(embedding(chat_bot), html='lang="de-AT"')).opens()
    visitor.asks("How much do ML engineers earn?")
    visitor.log.locator("details.sources summary").click()

    expect(visitor.log.locator("details.sources")).to_contain_text("Stand 10. August 2022")
    expect(visitor.answers.first).to_have_attribute("lang", "en")
    expect(visitor.dialog).to_have_attribute("lang", "de")


def test_the_methods_do_what_the_docs_say(run: Callable[..., Visitor]) -> None:
    """Opened, asked, answered and closed, with words of the site's own."""
    visitor = run(examples("html")[0])
    visitor.page.evaluate(f"async () => {{ {examples('js')[0]} }}")
    expect(visitor.dialog).to_be_hidden()
    visitor.opens()

    assert "$110,673" in visitor.answer()
    expect(visitor.page.get_by_role("dialog", name="Careers desk")).to_be_visible()
    expect(visitor.page.get_by_role("button", name="Ask", exact=True)).to_be_visible()


def test_the_events_come_in_order(run: Callable[..., Visitor]) -> None:
    """Both sides' messages among them, and nothing is unread in an open panel."""
    visitor = run(examples("html")[0])
    heard = visitor.page.evaluate(f"async () => {{ {examples('js')[1]} return heard }}")

    assert [event for event, _ in heard if event != "unread"] == ["open", "message", "message", "close"]
    question, answer = [said for event, said in heard if event == "message"]
    assert question == "Is it hard?"
    assert "years of experience" in answer
    assert {count for event, count in heard if event == "unread"} <= {0}


def test_an_error_is_told_to_the_site(visit: Callable[..., Visitor], chat_bot: Bot, site: Site) -> None:
    """With a code for programs."""
    visitor = visit().goes_to(site.page(embedding(chat_bot))).opens()
    visitor.page.context.set_offline(True)
    code = visitor.page.evaluate("""() => new Promise(resolve => {
        const chat = document.querySelector("wayfinder-chat");
        chat.addEventListener("wayfinder-error", ({detail}) => resolve(detail.code));
        chat.send("hello");
    })""")

    assert code == "unreachable"


def test_reset_begins_a_new_conversation(run: Callable[..., Visitor]) -> None:
    """As from the menu, but without asking."""
    visitor = run(examples("html")[0]).opens()
    visitor.asks("How much do ML engineers earn?")
    visitor.page.evaluate("document.querySelector('wayfinder-chat').reset()")

    expect(visitor.log).to_contain_text("This is a new conversation.")
    expect(visitor.questions).to_have_count(0)


def test_custom_properties_and_parts_change_the_looks(run: Callable[..., Visitor]) -> None:
    """The example's colour, corners and button shape are those that are seen."""
    visitor = run(examples("html")[0], css=examples("css")[0])
    expect(visitor.launcher).to_have_css("border-radius", "12px")
    expect(visitor.launcher).to_have_css("background-color", "rgb(122, 31, 92)")
    visitor.opens()
    visitor.screenshot("themed")

    expect(visitor.dialog).to_have_css("border-radius", "4px")
    expect(visitor.dialog.locator(".header")).to_have_css("background-color", "rgb(122, 31, 92)")
    assert visitor.violations() == []


def test_slots_take_the_sites_own_elements(run: Callable[..., Visitor]) -> None:
    """In the button and in the header."""
    visitor = run(examples("html")[3])
    expect(visitor.page.get_by_text("Ask", exact=True)).to_be_visible()
    visitor.opens()
    visitor.screenshot("slots")

    expect(visitor.page.get_by_text("Careers desk")).to_be_visible()
    expect(visitor.page.get_by_role("heading", name="Wayfinder")).to_have_count(0)


def test_a_page_that_moves_the_element_keeps_the_chat(visitor: Visitor, chat_bot: Bot, site: Site) -> None:
    """As frameworks do that exchange a page's body without loading it anew."""
    visitor.goes_to(site.page(embedding(chat_bot))).opens()
    visitor.asks("How much do ML engineers earn?")
    visitor.page.evaluate("""() => {
        const chat = document.querySelector("wayfinder-chat");
        chat.remove();
        document.body.append(chat);
    }""")
    visitor.answers.first.wait_for()

    assert "$102,069" in visitor.asks("and data scientists?")
    expect(visitor.answers).to_have_count(2)


@pytest.mark.parametrize(
    ("what", "in_sources"),
    [
        (r"--wayfinder-[a-z-]+", r"var\((--wayfinder-[a-z-]+)"),
        (r"\| `(wayfinder-[a-z]+)` \|", r'#emit\("(?:unread|open|close|message|error)"'),
    ],
    ids=["custom properties", "events"],
)
def test_the_docs_name_what_there_is(what: str, in_sources: str) -> None:
    """Neither more nor less."""
    documented = set(re.findall(what, PAGE))
    found = set(re.findall(in_sources, SOURCES))
    if "emit" in in_sources:
        found = {re.sub(r'#emit\("(.*)"', r"wayfinder-\1", name) for name in found}

    assert documented == found


def test_the_docs_name_every_part() -> None:
    """A part that isn't documented is one that can't be relied on."""
    written = re.findall(r'part="([^"$]+)(?:\$\{role\})?"', SOURCES) + re.findall(r'part\.add\("(.*?)"', SOURCES)
    paragraph = PAGE.split("there are parts:")[1].split("\n\n")[0]

    assert set(" ".join(written).split()) | {"user"} == set(re.findall(r"`([a-z-]+)`", paragraph))
