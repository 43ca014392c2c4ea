"""Put among a bot's actions: answers that take long, and answers that an attacker or an older bot would have written.

"… wait 3" keeps the bot busy for so many seconds; "… hostile" gets an answer full of markup, "… older" one without parts.
"""

import dataclasses
import re
import time
from typing import Any

from actions.answering import topic_action

MARKUP = "<img src=x onerror=\"document.title='attacked'\"><script>document.title='attacked'</script>"
BAD_ADDRESS = "javascript:document.title='attacked'"

_questions_from = topic_action.questions_from
_message_for = topic_action.message_for
_said = [""]  # what the message says that is being answered


def _listening_questions_from(tracker: Any, topic: str, facts: Any) -> Any:
    _said[0] = tracker.latest_message.get("text") or ""
    if seconds := re.search(r"wait (\d)", _said[0]):
        time.sleep(int(seconds[1]))
    return _questions_from(tracker, topic, facts)


def _odd_message_for(answer: Any, question: Any, facts: Any) -> Any:
    message = _message_for(answer, question, facts)
    if message.answer is None:
        return message
    if "hostile" in _said[0]:
        message = _made_hostile(message)
    if "older" in _said[0]:
        message.answer.pop("parts")
    return message


def _made_hostile(message: Any) -> Any:
    source = {"publisher": MARKUP, "title": "Evil source", "url": BAD_ADDRESS, "measures": MARKUP, "date": None}
    good = source | {"publisher": "Good", "title": "Good source", "url": "https://good.example/page"}
    extra = {"date_kind": "undated", "cited_by": MARKUP, "note": MARKUP}
    links = "See https://good.example/path?q=1, and שלום (https://good.example/)."
    hostile = {
        "sources": [source | extra, good | extra],
        "table": {"columns": [MARKUP, "b"], "rows": [[MARKUP, MARKUP]]},
        "chart": {"title": MARKUP, "unit": "", "labels": [MARKUP], "values": [1.0], "shown": [MARKUP]},
        "parts": {
            "lead": f"{MARKUP}\n{BAD_ADDRESS}",
            "rows": [{"label": "undrawn", "shown": MARKUP}],
            "support": [links],
            "limits": [MARKUP],
            "source_line": MARKUP,
            "notice": MARKUP,
        },
    }
    text = f"• {MARKUP}\n{BAD_ADDRESS}\n{links}"
    buttons = [{"title": MARKUP, "payload": MARKUP}]
    return dataclasses.replace(message, text=text, buttons=buttons, answer=message.answer | hostile)


topic_action.questions_from = _listening_questions_from
topic_action.message_for = _odd_message_for
