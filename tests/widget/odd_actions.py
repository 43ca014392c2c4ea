"""Put among a bot's actions: answers that take long, and answers that an attacker would have written.

"… wait 3" keeps the bot busy for so many seconds; "… hostile" gets an answer full of markup.
"""

import dataclasses
import re
import time
from typing import Any

from actions.answering import dispatch, topic_action

MARKUP = "<img src=x onerror=\"document.title='attacked'\"><script>document.title='attacked'</script>"
BAD_ADDRESS = "javascript:document.title='attacked'"

_answer_to = dispatch.answer_to
_message_for = topic_action.message_for


def _slow_answer_to(question: Any, facts: Any) -> Any:
    if seconds := re.search(r"wait (\d)", question.text):
        time.sleep(int(seconds[1]))
    return _answer_to(question, facts)


def _hostile_message_for(answer: Any, question: Any, facts: Any) -> Any:
    message = _message_for(answer, question, facts)
    if "hostile" not in question.text or message.answer is None:
        return message
    source = {"publisher": MARKUP, "title": "Evil source", "url": BAD_ADDRESS, "measures": MARKUP, "date": None}
    good = source | {"publisher": "Good", "title": "Good source", "url": "https://good.example/page"}
    extra = {"date_kind": "undated", "cited_by": MARKUP, "note": MARKUP}
    hostile = {
        "sources": [source | extra, good | extra],
        "table": {"columns": [MARKUP, "b"], "rows": [[MARKUP, MARKUP]]},
        "chart": {"title": MARKUP, "unit": "", "labels": [MARKUP], "values": [1.0], "shown": [MARKUP]},
    }
    text = f"• {MARKUP}\n{BAD_ADDRESS}\nSee https://good.example/path?q=1, and שלום (https://good.example/)."
    buttons = [{"title": MARKUP, "payload": MARKUP}]
    return dataclasses.replace(message, text=text, buttons=buttons, answer=message.answer | hostile)


dispatch.answer_to = _slow_answer_to
topic_action.message_for = _hostile_message_for
