"""What people write in Slack's notation, as the plain text that they saw; and ours, harmless."""

import time

import pytest

from wayfinder.channels.slack.slack_text import clean, escape, is_addressed_to_another, mentioned_users

NAMES = {"U2": "ben", "W3": "carla"}

CLEANED = {
    "plain words": ("how much?", "how much?"),
    "our mention before": ("<@U0> how much?", "how much?"),
    "our mention with a colon": ("<@U0>: how much?", "how much?"),
    "our mention with a comma": ("<@U0>, how much?", "how much?"),
    "our mention with a label": ("<@U0|wayfinder> how much?", "how much?"),
    "our mention at the end": ("how much, <@U0>?", "how much, ?"),
    "our mention alone": ("<@U0>", ""),
    "another's mention": ("does <@U2> earn that?", "does @ben earn that?"),
    "another's mention from elsewhere": ("does <@W3> earn that?", "does @carla earn that?"),
    "an unknown person": ("does <@U9> earn that?", "does @someone earn that?"),
    "an unknown person with a label": ("does <@U9|dora> earn that?", "does @dora earn that?"),
    "a channel": ("as in <#C1|careers>", "as in #careers"),
    "a channel without a name": ("as in <#C1>", "as in #channel"),
    "a channel with an empty name": ("as in <#C1|>", "as in #channel"),
    "here": ("<!here> how much?", "@here how much?"),
    "channel": ("<!channel> how much?", "@channel how much?"),
    "everyone with a label": ("<!everyone|everyone> how much?", "@everyone how much?"),
    "a group": ("<!subteam^S1|@recruiters> how much?", "@recruiters how much?"),
    "a group without a name": ("<!subteam^S1> how much?", "@group how much?"),
    "a date": ("since <!date^1392734382^{date_short}|Feb 18, 2014>?", "since Feb 18, 2014?"),
    "something special and new": ("<!new^1> how much?", "how much?"),
    "a bare link": ("see <https://x.com/jobs>", "see https://x.com/jobs"),
    "a link whose label is its address": ("see <https://x.com/a|x.com/a>", "see https://x.com/a"),
    "a link whose label is its address and a slash": ("see <https://x.com/|x.com>", "see https://x.com/"),
    "a link with a label": ("see <https://x.com/a?b=1&amp;c=2|this job>", "see this job (https://x.com/a?b=1&c=2)"),
    "a bare link and a labelled one": (
        "<https://y.com/?a=1&amp;b=2> <mailto:a@b.c|a@b.c>",
        "https://y.com/?a=1&b=2 a@b.c",
    ),
    "words between two links": (
        "<https://y.com/?a=1> and <https://x.com/long|x.com>",
        "https://y.com/?a=1 and x.com (https://x.com/long)",
    ),
    "a mail address alone": ("<mailto:a@b.c>", "a@b.c"),
    "a mail address with a subject": ("<mailto:a@b.c?subject=hi|write>", "a@b.c"),
    "a telephone number": ("<tel:+4420123|020 123>", "020 123"),
    "a telephone number without a label": ("<tel:+4420123>", "+4420123"),
    "less, greater, and": ("120k &lt; 130k &gt; 110k &amp; more", "120k < 130k > 110k & more"),
    "an entity that was typed": ("what is &amp;lt; in HTML", "what is &lt; in HTML"),
    "what looks like a mention once decoded": ("&lt;@U2&gt;", "<@U2>"),
    "an unclosed angle": ("a &lt; b", "a < b"),
    "emoji by name": ("thanks :wave::skin-tone-2: all :+1:", "thanks all"),
    "a time isn't emoji": ("at 12:30:45", "at 12:30:45"),
    "a smiley isn't emoji": ("hello :)", "hello :)"),
    "blanks and lines": ("  how   much\n\n\n\tin  Texas? \n", "how much\nin Texas?"),
    "letters of other scripts": ("كم يكسب؟ 🤖", "كم يكسب؟ 🤖"),
    "formatting stays": ("*how* _much_ `x`", "*how* _much_ `x`"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("written", "seen"), CLEANED.values(), ids=CLEANED.keys())
def test_what_is_written_is_read_as_it_was_seen(written: str, seen: str) -> None:
    """Nothing of Slack's notation reaches the bot, and nothing that was said is lost."""
    assert clean(written, own="U0", names=NAMES) == seen


def test_without_knowing_who_we_are_our_mention_is_somebodys() -> None:
    """Which happens when Slack doesn't say."""
    assert clean("<@U0> hello") == "@someone hello"


def test_mentions_are_listed_once_each_in_their_order() -> None:
    """So that each name is asked for once."""
    assert mentioned_users("<@U2> <@W3|carla> <@U2> <#C1> <!here>") == ["U2", "W3"]


@pytest.mark.parametrize(
    ("text", "another"),
    [("<@U2> you?", True), ("  <@U2|ben>: you?", True), ("<@U0> you?", False), ("you, <@U2>?", False), ("", False)],
)
def test_who_is_mentioned_first_is_spoken_to(text: str, another: bool) -> None:
    """A mention later in the sentence is only about somebody."""
    assert is_addressed_to_another(text, own="U0") is another


@pytest.mark.parametrize("text", ["<!channel>", "<@U2>", "R&D", "&lt;", "a < b > c"])
def test_what_we_say_is_shown_as_it_is(text: str) -> None:
    """A person can't make us mention everybody: what Slack gets, read back, is the text."""
    sent = escape(text)

    assert "<" not in sent
    assert ">" not in sent
    assert clean(sent) == text


def test_mentions_that_never_end_are_no_work() -> None:
    """Each is looked at once: 200 kB of them would take a minute if each were read to the end of the text."""
    unfinished = "<@U1|" * 40_000
    started = time.monotonic()
    mentioned = mentioned_users(f"{unfinished} <@U2|ben>")
    cleaned = clean(f"<@U0> {unfinished} <@U2>", "U0", NAMES)
    seconds = time.monotonic() - started

    assert mentioned == ["U2"]
    assert cleaned == f"{unfinished} @ben"
    assert seconds < 3
