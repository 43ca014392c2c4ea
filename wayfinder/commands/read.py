"""Show how a message is read, as a person can read it.

python -m wayfinder read "and per month?" --after "how much do data analysts earn?"
"""

import argparse
import asyncio
import json
import logging
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.utils.log_utils import configure_structlog

from wayfinder.patches.in_process_actions import ActionsHere

MODELS = Path(__file__).resolve().parents[2] / "models"


def add_to(commands: Any) -> None:
    """Add the command `read` to those of a parser."""
    parser = commands.add_parser("read", help="show how a message is read", description=__doc__)
    parser.add_argument("message")
    parser.add_argument("--after", action="append", default=[], help="a message before it; may be given several times")
    parser.add_argument("--json", action="store_true", help="the reading as it is stored")
    parser.add_argument("--model", type=Path, help="a trained model; else the newest in models/")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the reading of the message, in the talk that the messages before it make."""
    configure_structlog(logging.ERROR)
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    model = arguments.model or max(MODELS.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, default=None)
    if model is None:
        print("There is no model in models/. Train one: make generate")
        return 1
    told = asyncio.run(read(model, arguments.message, arguments.after))
    print(json.dumps(told, indent=1, ensure_ascii=False) if arguments.json else "\n".join(lines_of(told)))
    return 0


async def read(model: Path, message: str, before: Iterable[str]) -> dict[str, Any]:
    """The reading of `message` after the messages `before`, answered by the actions of this project."""
    agent = Agent.load(str(model), action_endpoint=ActionsHere())
    for text in before:
        await agent.handle_text(text, sender_id="read")
    assert agent.processor is not None  # a loaded agent has one
    tracker = await agent.processor.fetch_tracker_and_update_session("read")
    parsed = await agent.processor.parse_message(UserMessage(message, sender_id="read"), tracker)
    reading: dict[str, Any] = json.loads(json.dumps(parsed.get("reading") or {}))
    ranking = [[one["name"], round(one["confidence"], 3)] for one in parsed.get("intent_ranking") or []]
    return {**reading, "ranking": ranking}


def lines_of(told: dict[str, Any]) -> Iterator[str]:
    """A reading as lines: what it is, and each part that isn't empty.

    >>> list(lines_of({"version": 1, "topic": "salary", "form": "how_much", "refers": ["difference"]}))
    ['topic         salary', 'form          how_much', 'refers        difference']
    """
    for name, value in told.items():
        if name != "version" and value not in ([], {}, None):
            yield f"{name:<13} {_shown(value)}"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {one}" for name, one in value.items() if one is not None)
    if isinstance(value, list):
        return "; ".join(" ".join(map(str, one)) if isinstance(one, list) else _shown(one) for one in value)
    return str(value)
