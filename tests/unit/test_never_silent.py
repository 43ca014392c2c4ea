"""What must happen next in a turn so that every message gets a reply."""

import pytest
from rasa.shared.core.events import ActionExecuted, ActionExecutionRejected, BotUttered, SlotSet, UserUttered

from wayfinder.policies.never_silent_policy import next_action

ASKED, SLASHED = UserUttered("how much?", input_channel="rest"), UserUttered(" /restart", input_channel="rest")
TOLD, APOLOGISED, REPHRASE = (
    ActionExecuted(name) for name in ("action_tell_salary", "utter_error", "action_ask_to_rephrase")
)
SAID, EMPTY, OBJECT_ONLY = BotUttered("A lot."), BotUttered(""), BotUttered(None, {"custom": {"answer": {}}})
REJECTED = ActionExecutionRejected("action_tell_salary")
LEAVE_IT, APOLOGISE, LISTEN = (None, 0.0), ("utter_error", 1.0), ("action_listen", 1.0)

TURNS = {
    "nobody has spoken": ([], LEAVE_IT),
    "a message that no rule answers": ([ASKED], ("utter_error", 0.01)),
    "a message of no channel, as `rasa test` replays them": ([UserUttered("how much?")], (None, 0.0)),
    "a message without text": ([UserUttered(None, input_channel="rest")], ("utter_error", 0.01)),
    "a slash": ([SLASHED], ("action_ask_to_rephrase", 1.0)),
    "a slash within a sentence": ([UserUttered("and/or?", input_channel="rest")], ("utter_error", 0.01)),
    "an action has spoken": ([ASKED, TOLD, SAID], LEAVE_IT),
    "an action has spoken and set slots": ([ASKED, TOLD, SAID, SlotSet("topic", "salary")], LEAVE_IT),
    "an action said nothing": ([ASKED, TOLD], APOLOGISE),
    "an action set slots and said nothing": ([ASKED, TOLD, SlotSet("topic", "salary")], APOLOGISE),
    "an action said an empty text": ([ASKED, TOLD, EMPTY], APOLOGISE),
    "an action sent no text": ([ASKED, TOLD, OBJECT_ONLY], APOLOGISE),
    "an action was refused": ([ASKED, REJECTED], APOLOGISE),
    "text and object in two messages": ([ASKED, TOLD, SAID, OBJECT_ONLY], LEAVE_IT),
    "the apology was said": ([ASKED, TOLD, APOLOGISED, SAID], LISTEN),
    "the apology itself was silent": ([ASKED, TOLD, APOLOGISED], LISTEN),
    "the answer to a slash was said": ([SLASHED, REPHRASE, SAID], LISTEN),
    "the answer to a slash was silent": ([SLASHED, REPHRASE], APOLOGISE),
    "five actions have spoken": ([ASKED, *[TOLD, SAID] * 5], LEAVE_IT),
    "six actions have spoken": ([ASKED, *[TOLD, SAID] * 6], LISTEN),
}


@pytest.mark.parametrize(("turn", "expected"), TURNS.values(), ids=TURNS.keys())
def test_every_turn_ends_with_a_reply(turn, expected):
    """Silence is answered with an apology, an answer with nothing more."""
    assert next_action(turn) == expected
