"""What the bot says in one turn, as blocks of Slack: words, table, bars, sources, buttons.

The answer object (docs/answer-object.md) says what to draw. Ids of blocks begin with what a click
there means, then name the answer and the thread; channels/slack/deliveries.py reads them.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from actions.dates import PartialDate
from actions.wording import say
from channels.slack import fitting
from channels.slack.fitting import Block, Piece, Post, cut, pack, split_text
from channels.slack.output import Message
from channels.slack.text import escape

BAR_CELLS = 12
# Of a greeting or an apology nobody is asked whether it helped.
_NOT_RATED = ("social", "error")
_FIGURE_LINE = re.compile(r"• (?P<name>[^:]+): (?P<figure>.+) \((?P<source>.+)\)")


def render(messages: Sequence[Message], thread: str, chosen: str | None = None, shareable: bool = False) -> list[Post]:
    """Return the posts that show a turn's messages: one, unless Slack's limits ask for more.

    `chosen` is shown in place of the buttons; it is Slack's own notation already. `shareable` adds a button
    that shows the answer to the others.
    """
    pieces: list[Piece] = []
    for number, message in enumerate(messages):
        answer = answer_of(message)
        ident = f"{answer['id'] if answer else number}|{thread}"
        pieces += [Piece({"type": "divider"})] if pieces else []
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
    """Return what one message tells: words, table, bars, sources."""
    answer = answer_of(message) or {}
    text, table = _with_table(message.get("text") or "", answer.get("table"))
    pieces = [Piece(section(part), part) for part in split_text(escape(text))]
    if table:
        pieces.append(Piece(_table(table), escape("\n".join(", ".join(row) for row in table[1:]))))
    if answer.get("chart"):
        pieces.append(Piece(section(_bars(answer["chart"]))))
    lines = "\n".join(_source(row) for row in answer.get("sources") or [])
    pieces += [Piece(context(part)) for part in split_text(lines)]
    if message.get("image"):
        pieces.append(Piece(section(escape(message["image"])), escape(message["image"])))
    return pieces


def section(mrkdwn: str) -> Block:
    """Return a block of text in Slack's notation."""
    # Verbatim, for Slack would else make links of whatever looks like one.
    return {"type": "section", "text": {"type": "mrkdwn", "text": mrkdwn, "verbatim": True}}


def context(mrkdwn: str) -> Block:
    """Return a block of small text in Slack's notation."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": mrkdwn, "verbatim": True}]}


def _with_table(text: str, table: dict[str, Any] | None) -> tuple[str, list[list[str]] | None]:
    """Return the text without the lines that the table tells, and the table's rows with its heading, if it can be shown.

    A line "• Name: figure, and how it was measured (source)" moves into its row whole. If the rows
    don't tell all such lines the text stays as it is, for it is complete without the table.
    """
    if (
        not table
        or not table["rows"]
        or len(table["rows"]) >= fitting.TABLE_ROWS
        or len(table["columns"]) > fitting.TABLE_COLUMNS
    ):
        return text, None
    by_name = {match["name"].casefold(): match for line in text.splitlines() if (match := _FIGURE_LINE.fullmatch(line))}
    rows, told = [], set()
    for name, figure, source in (row for row in table["rows"] if len(row) == 3):
        line = by_name.get(name.casefold())
        if line is None or not line["figure"].startswith(figure) or line["source"] != source:
            return text, None
        rows.append([line["name"], line["figure"], source])
        told.add(line.group())
    characters = sum(len(cell) for row in rows for cell in row)
    if len(rows) != len(table["rows"]) or characters > fitting.TABLE_CHARACTERS:
        return text, None
    kept = [line for line in text.splitlines() if line not in told]
    return "\n".join(kept), [list(table["columns"]), *rows]


def _table(rows: list[list[str]]) -> Block:
    cells = [[{"type": "raw_text", "text": cell or " "} for cell in row] for row in rows]
    return {"type": "table", "rows": cells, "column_settings": [{"is_wrapped": True} for _ in rows[0]]}


def _bars(chart: dict[str, Any]) -> str:
    """Return a bar chart in letters of one width; as wide as a telephone shows without breaking lines, if labels allow."""
    widest, longest = max(map(len, chart["labels"])), max(chart["values"])
    lines = []
    for label, value, shown in zip(chart["labels"], chart["values"], chart["shown"], strict=True):
        cells = max(1, round(value / longest * BAR_CELLS)) if longest > 0 else 1
        lines.append(f"{label:<{widest}} {'█' * cells:<{BAR_CELLS}} {shown}")
    room = fitting.SECTION - 10 - len(escape(chart["title"]))
    return f"*{escape(chart['title'])}*\n```{split_text(escape(chr(10).join(lines)), room)[0]}```"


def _source(row: dict[str, Any]) -> str:
    """Return a source with its date as a line in Slack's notation, its title a link where the address is known."""
    title = escape(row["title"])
    if row["url"]:
        title = f"<{escape(row['url'])}|{title.replace('|', '/')}>"
    publisher = f"{escape(row['publisher'])}, {title}"
    date = PartialDate.parse(row["date"]) if row["date"] else None
    if date is None:
        citation = say("utter_cite_undated", publisher=publisher)
    elif row["date_kind"] == "accessed":
        citation = say("utter_cite_accessed", publisher=publisher, date=date)
    elif row["date_kind"] == "same_page_as":
        citation = say("utter_cite_same_page", publisher=publisher, date=date)
    elif row["cited_by"]:
        citation = say("utter_cite_as_of_cited", publisher=publisher, date=date, citing=escape(row["cited_by"]))
    else:
        citation = say("utter_cite_as_of", publisher=publisher, date=date)
    return say("utter_slack_source", citation=citation[1:-1])


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
