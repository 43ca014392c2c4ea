"""The intent ranking of a message, changed by components that know better than the classifier."""

from typing import Any

from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message


def put_first(message: Message, name: str) -> None:
    """Make `name` the intent and the first of the ranking; the confidences keep their order."""
    ranking: list[dict[str, Any]] = message.get(INTENT_RANKING_KEY) or [message.get(INTENT) or {}]
    names = [name, *(entry.get("name") for entry in ranking if entry.get("name") != name)]
    # One name too many if the new one wasn't in the ranking: then the last drops out.
    moved = [{**entry, "name": new} for entry, new in zip(ranking, names, strict=False)]
    message.set(INTENT, moved[0], add_to_output=True)
    message.set(INTENT_RANKING_KEY, moved, add_to_output=True)
