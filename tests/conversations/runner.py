"""Run conversations written in YAML against a running bot, as a person would have them.

They lie in the folder of the skill that they are about. Files are called after what is tried: `happy`, that it is
answered; `refuse`, that nothing is given which isn't known; `correct`, that something wrong is put right; `calculate`,
`compare`, `clarify`, `digress`, `follow_up`; or after the one thing that they are about.

A conversation is a name and turns. A turn has `user`, what the person writes, and what must
hold of the reply:

    topic, status   of the answer object; of the first where a message asks several things
    topics          of all answers, in order
    says            phrases that the text holds
    never           phrases that neither text nor buttons hold
    about           parts of the answer object's `about`
    facts           ids of all facts used, in any order
    sources         publishers of all sources in the answer object, in any order
    offers          phrases that some button's payload holds
    press           instead of `user`: send the payload of the button whose title holds this
    feedback        instead of `user`: say this of the last answer, `value` and perhaps `reason`, as a channel does
"""

import functools
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
import yaml

from tests.conftest import Bot, Reply

FOLDER = Path(__file__).parent
# The same reader in C, where PyYAML has it: ten times as fast.
Reader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TURN_KEYS = {
    "user",
    "press",
    "topic",
    "status",
    "says",
    "never",
    "about",
    "facts",
    "offers",
    "sources",
    "topics",
    "feedback",
}


@dataclass(frozen=True)
class Conversation:
    """One conversation; `shape` is equal for those that differ only in professions, figures or a row of a table."""

    name: str
    turns: tuple[dict[str, Any], ...]
    file: str
    shape: str = field(compare=False, default="")


@functools.cache
def conversations() -> tuple[Conversation, ...]:
    """Return all conversations of the folder, rows of tables written out."""
    found: list[Conversation] = []
    for path in sorted(FOLDER.rglob("*.yml")):
        for entry in yaml.load(path.read_text(encoding="utf-8"), Loader=Reader):
            found += _written_out(entry, str(path.relative_to(FOLDER)))
    return tuple(found)


def one_of_each_kind() -> list[Conversation]:
    """Return the first conversation of each file: a sample of all that can be talked about, and how."""
    firsts: dict[str, Conversation] = {}
    for conversation in conversations():
        firsts.setdefault(conversation.file, conversation)
    return list(firsts.values())


def _written_out(entry: dict[str, Any], file: str) -> Iterator[Conversation]:
    rows = entry.get("rows")
    if not rows:
        yield Conversation(entry["name"], tuple(entry["turns"]), file, entry["name"])
        return
    for row in rows:
        turns = tuple(_filled(turn, row) for turn in entry["turns"])
        yield Conversation(f"{entry['name']} [{next(iter(row.values()))}]", turns, file, entry["name"])


def _filled(value: Any, row: dict[str, Any]) -> Any:
    if isinstance(value, str):
        whole = re.fullmatch(r"<(\w+)>", value)
        return row[whole.group(1)] if whole else re.sub(r"<(\w+)>", lambda m: str(row[m.group(1)]), value)
    if isinstance(value, list):
        return [_filled(item, row) for item in value]
    if isinstance(value, dict):
        return {key: _filled(item, row) for key, item in value.items()}
    return value


def hold(bot: Bot, conversation: Conversation) -> list[str]:
    """Have the conversation with the bot and return what went against it, turn by turn."""
    sender = f"test-{uuid.uuid4().hex}"
    wrong: list[str] = []
    reply: Reply | None = None
    given: list[str] = []
    for number, turn in enumerate(conversation.turns, start=1):
        if "feedback" in turn:
            reply = _with_feedback(bot, sender, turn["feedback"], given)
            wrong += [f"turn {number} (feedback): {fault}" for fault in faults_of(reply, turn)]
            continue
        said = _said(turn, reply)
        if said is None:
            return [*wrong, f"turn {number}: no button with {turn['press']!r} to press"]
        reply = bot.says(sender, said)
        given = [*given, *(answer["id"] for answer in reply.answers)]
        wrong += [f"turn {number} ({said[:60]!r}): {fault}" for fault in faults_of(reply, turn)]
    if wrong and reply is not None:
        wrong.append(f"the last reply was:\n{reply.text}\nbuttons: {reply.payloads}")
    return wrong


def _with_feedback(bot: Bot, sender: str, feedback: dict[str, str], given: list[str]) -> Reply:
    """Give feedback on the last answer, or on the one that `feedback` names by its `answer`."""
    response = bot.post({"sender": sender, "feedback": {"answer": given[-1] if given else "none", **feedback}})
    response.raise_for_status()
    return Reply(response.json())


def _said(turn: dict[str, Any], before: Reply | None) -> str | None:
    if "press" not in turn:
        return str(turn["user"])
    buttons = [button for part in (before.parts if before else []) for button in part.get("buttons", [])]
    return next((b["payload"] for b in buttons if turn["press"].lower() in b["title"].lower()), None)


def faults_of(reply: Reply, turn: dict[str, Any]) -> Iterator[str]:
    """Yield what of a reply goes against what a turn asks for."""
    if not reply.answers:
        yield "it has no answer object"
        return
    answer = reply.answers[0]
    topics = [a["topic"] for a in reply.answers]
    if topics != turn.get("topics", topics[:1]):
        yield f"it answers {topics}"
    for name in ("topic", "status"):
        if name in turn and answer[name] != turn[name]:
            yield f"{name} is {answer[name]}, not {turn[name]}"
    text = reply.text.lower()
    everything = "\n".join([text, *(payload.lower() for payload in reply.payloads)])
    yield from (f"it doesn't say {phrase!r}" for phrase in turn.get("says", []) if phrase.lower() not in text)
    yield from (f"it says {phrase!r}" for phrase in turn.get("never", []) if phrase.lower() in everything)
    for name, value in turn.get("about", {}).items():
        if answer["about"][name] != value:
            yield f"about.{name} is {answer['about'][name]!r}, not {value!r}"
    if "facts" in turn and set(answer["facts"]) != set(turn["facts"]):
        yield f"facts are {sorted(answer['facts'])}, not {sorted(turn['facts'])}"
    publishers = [source["publisher"] for source in answer["sources"]]
    if "sources" in turn and sorted(publishers) != sorted(turn["sources"]):
        yield f"the sources are {publishers}, not {turn['sources']}"
    for phrase in turn.get("offers", []):
        if not any(phrase.lower() in payload.lower() for payload in reply.payloads):
            yield f"no button offers {phrase!r}; there are {reply.payloads}"
    if not reply.text.strip():
        yield "it is silent"


def differences(conversation: Conversation, ours: str, other: str) -> list[str]:
    """Have the conversation at two addresses of the REST channel, and return the turns that aren't answered alike."""
    sender = uuid.uuid4().hex
    found = []
    for number, turn in enumerate(conversation.turns, start=1):
        message = turn.get("user", turn.get("press"))
        replies = [reply(url, sender, str(message)) for url in (ours, other)]
        if replies[0] != replies[1]:
            found.append(f"{conversation.file}: {conversation.name}: turn {number}")
    return found


def reply(url: str, sender: str, message: str) -> list[dict[str, Any]]:
    """Return what the bot at `url` answers, but for the ids of its answers."""
    parts: list[dict[str, Any]] = requests.post(url, json={"sender": sender, "message": message}, timeout=60).json()
    for part in parts:
        part.get("custom", {}).get("answer", {}).pop("id", None)
    return parts
