"""The fake Slack's pages: what they show, that nothing in them is taken for HTML, and that a browser draws them."""

from collections.abc import Iterator

import pytest
import requests
from playwright.sync_api import Browser

from tests.slack.fake import FakeSlack
from tests.slack.fake.calling import call
from tests.slack.fake.mrkdwn import mrkdwn_html
from tests.slack.fake.state import Team, User


@pytest.fixture
def fake() -> Iterator[FakeSlack]:
    """A Slack of its own for each test, to which no app listens."""
    with FakeSlack(retry_after=()) as slack:
        yield slack


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold* _slanted_ ~gone~ `code`", "<strong>bold</strong> <em>slanted</em> <del>gone</del> <code>code</code>"),
        ("2*3*4 and snake_case_names", "2*3*4 and snake_case_names"),
        ("**not bold in Slack**", "**not bold in Slack**"),
        ("a &lt; b &amp; c", "a &lt; b &amp; c"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<https://a.test/x_y_z|a *b*>", '<a href="https://a.test/x_y_z">a *b*</a>'),
        ('<https://a.test/"onclick=x>', '<a href="https://a.test/&quot;onclick=x">https://a.test/&quot;onclick=x</a>'),
        ("<javascript:alert(1)|x>", "&lt;javascript:alert(1)|x&gt;"),
        ("<@U1> in <#C1|careers>", '<span class="mention">@ana</span> in <span class="mention">#careers</span>'),
        ("one\ntwo", "one<br>two"),
        ("&gt; said", "<blockquote>said</blockquote>"),
        ("```\n*a*  &lt;b&gt;\n```", "<pre>*a*  &lt;b&gt;</pre>"),
    ],
)
def test_mrkdwn_is_drawn_as_slack_draws_it(text: str, html: str) -> None:
    """Escaped first."""
    assert mrkdwn_html(text, Team("T1", "Acme", users={"U1": User("U1", "T1", "ana")})) == html


def test_a_thread_stands_below_its_first_message(fake: FakeSlack) -> None:
    """With the number of its replies."""
    said = fake.user_says("careers", "ana", "what is <b>?")
    call(fake, "chat.postMessage", channel="#careers", text="this", thread_ts=said.ts)

    page = requests.get(fake.view_url("careers"), timeout=5).text
    assert page.index("what is &lt;b&gt;?") < page.index("1 reply") < page.index("this")


def test_an_ephemeral_message_is_drawn_for_its_reader_only(fake: FakeSlack) -> None:
    """And for whoever names no reader, to see all."""
    careers, ana = fake.team().channel("careers").id, fake.team().user("ana").id
    call(fake, "chat.postEphemeral", channel=careers, user=ana, text="psst")

    seen = [
        "psst" in requests.get(fake.view_url("careers", seen_by=who), timeout=5).text for who in ("ana", "ben", None)
    ]
    assert seen == [True, False, True]


def test_a_page_of_nothing_is_not_found(fake: FakeSlack) -> None:
    """With a 404."""
    assert requests.get(fake.view_url("nowhere"), timeout=5).status_code == 404


def test_a_browser_draws_every_kind_of_block(fake: FakeSlack, browser: Browser) -> None:
    """Without asking any other machine for anything."""
    text = {"type": "plain_text", "text": "Words"}
    raw = {"type": "raw_text", "text": "Cell"}
    element = {"type": "static_select", "placeholder": text, "options": [{"text": text, "value": "v"}]}
    rating = {"text": {"type": "plain_text", "text": "👍"}, "value": "1"}
    blocks = [
        {"type": "header", "text": text},
        {"type": "section", "text": text, "accessory": {"type": "button", "text": text}},
        {"type": "section", "fields": [text, text]},
        {"type": "table", "rows": [[raw, raw], [raw, raw]]},
        {"type": "divider"},
        {"type": "context", "elements": [text]},
        {"type": "actions", "elements": [{"type": "button", "text": text}, element]},
        {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [{"type": "text", "text": "Q"}]}]},
        {
            "type": "context_actions",
            "elements": [{"type": "feedback_buttons", "positive_button": rating, "negative_button": rating}],
        },
    ]
    call(fake, "chat.postMessage", channel="#careers", text="a", blocks=blocks)

    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(fake.view_url("careers"))
    drawn = page.locator(".block")
    heights = [drawn.nth(i).bounding_box() for i in range(drawn.count())]

    assert len(heights) == 9
    assert all(box is not None and box["height"] > 0 for box in heights)
    assert [url for url in asked if not url.startswith(fake.core.base_url)] == []
