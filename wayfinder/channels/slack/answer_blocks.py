"""What the bot says in one turn, as blocks of Slack: lead, rows, support, small print, buttons.

The answer object (docs/answer-object.md) says what to draw. Ids of blocks begin with what a click
there means, then name the answer and the thread; wayfinder/channels/slack/deliveries.py reads them.
"""

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

from actions.answering.wording import say
from actions.facts.dates import PartialDate
from wayfinder.channels.slack import block_limits as fitting
from wayfinder.channels.slack.block_limits import Block, Piece, Post, cut, pack, split_text
from wayfinder.channels.slack.slack_text import escape
from wayfinder.channels.slack.slack_turn import Message

BAR_CELLS = 12
_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
# Of a greeting or an apology nobody is asked whether it helped.
_NOT_RATED = ("social", "error")


def render(
    messages: Sequence[Message],
    thread: str,
    chosen: str | None = None,
    heading: str | None = None,
    shareable: bool = False,
) -> list[Post]:
    """Return the posts that show a turn's messages: one, unless Slack's limits ask for more.

    `chosen` is shown in place of the buttons and `heading` above all; they are Slack's own notation already.
    `shareable` adds a button that shows the answer to the others.
    """
    pieces = [Piece(context(heading))] if heading is not None else []
    for number, message in enumerate(messages):
        answer = answer_of(message)
        ident = f"{answer['id'] if answer else number}|{thread}"
        pieces += [Piece({"type": "divider"})] if number else []
        pieces += _told(message)
        if message.get("buttons") and chosen is None:
            pieces += [Piece(block) for block in _choices(message["buttons"], ident)]
        if answer and answer["status"] not in _NOT_RATED:
            pieces.append(Piece(_feedback(ident)))
    if chosen is not None:
        pieces.append(Piece(context(chosen)))
    answers = [answer for message in messages if (answer := answer_of(message))]
    if shareable and answers:
        pieces.append(Piece(_share(answers[0]["id"], thread)))
    return pack(pieces)


def render_shared(messages: Sequence[Message], heading: str) -> list[Post]:
    """Return the posts that show an answer to others, under `heading`, with nothing to click."""
    pieces = [Piece(section(heading), heading)]
    for message in messages:
        pieces += _told(message)
    return pack(pieces)


def answer_of(message: Message) -> dict[str, Any] | None:
    """Return a message's answer object, if it has one."""
    answer: dict[str, Any] | None = (message.get("custom") or {}).get("answer")
    return answer


def example_buttons(buttons: Iterable[dict[str, str]], direct: str) -> Block:
    """Return buttons for our Home, each of which asks its question in the person's direct messages, the channel `direct`."""
    elements = _buttons(list(buttons)[: fitting.ELEMENTS])
    return {"type": "actions", "block_id": f"example|{direct}", "elements": elements}


def _told(message: Message) -> list[Piece]:
    """Return what one message tells: its parts, or its text where it has none."""
    answer = answer_of(message) or {}
    parts = answer.get("parts")
    if parts:
        pieces = _parts(parts, answer)
    else:
        small = split_text(_sources(answer.get("sources") or []))
        pieces = [*_texts(message.get("text") or ""), *(Piece(context(part)) for part in small)]
    if message.get("image"):
        pieces += _texts(message["image"])
    return pieces


def _parts(parts: dict[str, Any], answer: dict[str, Any]) -> list[Piece]:
    """Return lead, rows, support and small print; in a notification there is the lead alone."""
    lead = escape(parts["lead"])
    drawn = _drawn(parts["rows"], answer)
    lines = [] if drawn else [_line(number, row) for number, row in enumerate(parts["rows"], start=1)]
    small = [*parts["limits"], *filter(None, (parts["source_line"],))]
    told = [
        *(section(part) for part in split_text(lead)),
        *drawn,
        *(section(part) for part in split_text(escape("\n".join([*lines, *parts["support"]])))),
        *(context(part) for part in split_text(escape("\n".join(small)))),
        *(context(part) for part in split_text(_sources(answer["sources"], is_told=bool(parts["source_line"])))),
        *(context(part) for part in split_text(escape(parts["notice"] or ""))),
    ]
    return [Piece(block, lead if number == 0 else "") for number, block in enumerate(told)]


def _texts(text: str) -> list[Piece]:
    return [Piece(section(part), part) for part in split_text(escape(text))]


def section(mrkdwn: str) -> Block:
    """Return a block of text in Slack's notation."""
    # Verbatim, for Slack would else make links of whatever looks like one.
    return {"type": "section", "text": {"type": "mrkdwn", "text": mrkdwn, "verbatim": True}}


def context(mrkdwn: str) -> Block:
    """Return a block of small text in Slack's notation."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": mrkdwn, "verbatim": True}]}


def _drawn(rows: list[dict[str, Any]], answer: dict[str, Any]) -> list[Block]:
    """Return the block that draws the values: a table of the rows, or bars where only the chart has values.

    None where rows are words alone, or more than Slack takes: they are lines then.
    """
    chart = answer["chart"]
    if not rows:
        return [section(_bars(chart))] if chart else []
    cells = [(f"{number}. {_upper(row['label'])}", row["shown"]) for number, row in enumerate(rows, start=1)]
    if chart:
        cells.insert(0, (" ", chart["title"]))
    fits = len(cells) <= fitting.TABLE_ROWS and sum(map(len, itertools.chain(*cells))) <= fitting.TABLE_CHARACTERS
    return [_table(cells)] if fits and all(row["shown"] for row in rows) else []


def _line(number: int, row: dict[str, Any]) -> str:
    return f"{number}. {_upper(row['label'])}" + (f": {row['shown']}" if row["shown"] else "")


def _upper(label: str) -> str:
    return label[:1].upper() + label[1:]


def _table(rows: Sequence[tuple[str, str]]) -> Block:
    cells = [[{"type": "raw_text", "text": cell} for cell in row] for row in rows]
    return {"type": "table", "rows": cells, "column_settings": [{"is_wrapped": True}, {"align": "right"}]}


def _bars(chart: dict[str, Any]) -> str:
    """Return a bar chart in letters of one width; as wide as a telephone shows without breaking lines, if labels allow."""
    widest, longest = max(map(len, chart["labels"])), max(chart["values"])
    lines = [
        f"{label:<{widest}} {_bar(value / longest if longest > 0 else 0):<{BAR_CELLS}} {shown}"
        for label, value, shown in zip(chart["labels"], chart["values"], chart["shown"], strict=True)
    ]
    room = fitting.SECTION - 10 - len(escape(chart["title"]))
    drawn = split_text(escape("\n".join(lines)), room)[0]
    return f"*{escape(chart['title'])}*\n```{drawn}```"


def _bar(share: float) -> str:
    """Return a bar of that share of BAR_CELLS, in eighths of a cell, so that near figures don't look the same.

    >>> _bar(0.96)
    '███████████▌'
    """
    full, eighths = divmod(round(share * BAR_CELLS * 8), 8)
    return "█" * full + _EIGHTHS[eighths] or _EIGHTHS[1]


def _sources(sources: list[dict[str, Any]], is_told: bool = False) -> str:
    """Return the sources, a line each; where the answer has a line on them, only the links to their pages."""
    if is_told:
        return " · ".join(_title(row) for row in sources if row["url"])
    return "\n".join(_source(row) for row in sources)


def _source(row: dict[str, Any]) -> str:
    """Return a source with its date as a line in Slack's notation, its title a link where the address is known."""
    publisher = f"{escape(row['publisher'])}, {_title(row)}"
    citing = escape(row["cited_by"] or row["publisher"])
    date = PartialDate.parse(row["date"]) if row["date"] else None
    if date is None:
        citation = say("utter_cite_undated", publisher=publisher)
    elif row["date_kind"] == "accessed":
        citation = say("utter_cite_accessed", publisher=publisher, date=date.month_and_year, citing=citing)
    elif row["date_kind"] == "same_page_as":
        citation = say("utter_cite_same_page", publisher=publisher, date=date.month_and_year)
    elif row["cited_by"]:
        citation = say("utter_cite_as_of_cited", publisher=publisher, date=date, citing=citing)
    else:
        citation = say("utter_cite_as_of", publisher=publisher, date=date)
    return say("utter_slack_source", citation=citation[1:-1])


def _title(row: dict[str, Any]) -> str:
    title = escape(row["title"])
    return f"<{escape(row['url'])}|{title.replace('|', '/')}>" if row["url"] else title


def _choices(buttons: list[dict[str, str]], ident: str) -> list[Block]:
    """Return what a person can say next: buttons, or selects where they are more than Slack has room for."""
    if len(buttons) <= fitting.ELEMENTS:
        return [{"type": "actions", "block_id": f"choice|{ident}", "elements": _buttons(buttons)}]
    selects = [
        {
            "type": "static_select",
            "action_id": f"select-{start}",
            "placeholder": _plain(say("utter_slack_choose")),
            "options": [
                _option(start + i, button) for i, button in enumerate(buttons[start : start + fitting.OPTIONS])
            ],
        }
        for start in range(0, len(buttons), fitting.OPTIONS)
    ]
    return [{"type": "actions", "block_id": f"choice|{ident}", "elements": selects[: fitting.ELEMENTS]}]


def _buttons(buttons: list[dict[str, str]]) -> list[Block]:
    return [
        {
            "type": "button",
            "action_id": f"button-{index}",
            "text": _plain(cut(button["title"], fitting.LABEL)),
            "value": cut(button["payload"], fitting.BUTTON_VALUE),
        }
        for index, button in enumerate(buttons)
    ]


def _option(index: int, button: dict[str, str]) -> Block:
    """Return an option; a sentence too long for its value is named by its number, and found again when it is chosen."""
    payload = button["payload"]
    value = payload if len(payload) <= fitting.OPTION_VALUE else f"#{index}"
    return {"text": _plain(cut(button["title"], fitting.LABEL)), "value": value}


def _feedback(ident: str) -> Block:
    def rating(sign: str, value: str, label: str) -> Block:
        return {"text": _plain(sign), "value": value, "accessibility_label": label}

    buttons = {
        "type": "feedback_buttons",
        "action_id": "feedback",
        "positive_button": rating("👍", "up", say("utter_slack_helpful")),
        "negative_button": rating("👎", "down", say("utter_slack_unhelpful")),
    }
    return {"type": "context_actions", "block_id": f"feedback|{ident}", "elements": [buttons]}


def _share(answer: str, thread: str) -> Block:
    button = {"type": "button", "action_id": "share", "text": _plain(say("utter_slack_share")), "value": "share"}
    return {"type": "actions", "block_id": f"share|{answer}|{thread}", "elements": [button]}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": True}
