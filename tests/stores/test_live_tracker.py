"""A conversation of which only the end is in memory is to Rasa the same as the whole."""

import pytest
from rasa.shared.core.events import (
    ActiveLoop,
    ConversationPaused,
    Event,
    FollowupAction,
    ReminderScheduled,
    Restarted,
    SlotSet,
    UserUtteranceReverted,
)
from rasa.shared.core.trackers import DialogueStateTracker

from tests.stores.conftest import DOMAIN, session_start, turn
from wayfinder.stores.live_tracker import LiveTracker


def live(events: list[Event]) -> LiveTracker:
    """Return a live tracker that has forgotten all it may."""
    tracker = LiveTracker("someone", DOMAIN.slots)
    for event in events:
        tracker.update(event)
    tracker.forget_all_but(2)
    return tracker


def whole(events: list[Event]) -> DialogueStateTracker:
    """Return Rasa's own tracker of the same events."""
    return DialogueStateTracker.from_events("someone", events, DOMAIN.slots)


FIVE_TURNS = [
    *session_start(),
    *turn("pay", topic="salary"),
    *turn("skills", topic="skills"),
    SlotSet("names", ["a", "b"]),
    *turn("more"),
    *turn("even more"),
    *turn("thanks"),
]


def test_only_the_last_turns_are_kept() -> None:
    """Two turns of four events each."""
    tracker = live(FIVE_TURNS)

    assert [event.type_name for event in tracker.events] == ["user", "action", "bot", "action"] * 2


def test_the_state_is_that_of_the_whole() -> None:
    """Slots, latest message, latest action and the rest."""
    assert live(FIVE_TURNS).current_state() == whole(FIVE_TURNS).current_state()
    assert live(FIVE_TURNS).current_slot_values()["topic"] == "skills"
    assert live(FIVE_TURNS).current_slot_values()["names"] == ["a", "b"]


def test_a_copy_has_the_state_and_leaves_the_original_alone() -> None:
    """Rasa runs each action on a copy."""
    tracker = live(FIVE_TURNS)
    copy = tracker.copy()
    copy.update(SlotSet("topic", "changed"))

    assert copy.get_slot("names") == ["a", "b"]
    assert tracker.get_slot("topic") == "skills"
    assert len(tracker.events) == 8


def test_the_states_that_policies_see_end_as_those_of_the_whole() -> None:
    """Each action of the turns that are kept is predicted from the same."""
    kept, all_states = live(FIVE_TURNS).past_states(DOMAIN), whole(FIVE_TURNS).past_states(DOMAIN)

    assert kept == all_states[-len(kept) :]
    assert len(kept) == 5


def test_a_turn_taken_back_leaves_what_was_before() -> None:
    """The slots come back from before the first event in memory too."""
    back = [UserUtteranceReverted()]
    tracker = live(FIVE_TURNS)
    tracker.update(back[0])

    assert tracker.current_slot_values() == whole(FIVE_TURNS + back).current_slot_values()
    assert tracker.latest_message.text == "even more"


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(ReminderScheduled("ask", trigger_date_time="2026-09-01T12:00:00+00:00"), id="reminder"),
        pytest.param(UserUtteranceReverted(), id="turn taken back"),
        pytest.param(ActiveLoop("a_form"), id="form"),
    ],
)
def test_what_reaches_back_keeps_a_conversation_whole(event: Event) -> None:
    """Nothing is forgotten but the start of the session, which Rasa's store leaves out too."""
    events = [*FIVE_TURNS, event, *turn("one"), *turn("two"), *turn("three")]

    assert len(live(events).events) == len(events) - 1


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(ConversationPaused(), id="paused"),
        pytest.param(FollowupAction("action_answer"), id="an action to come"),
    ],
)
def test_every_part_of_the_state_outlives_forgetting(event: Event) -> None:
    """Also the rarer ones."""
    events = [*FIVE_TURNS, event]

    assert live(events).current_state() == whole(events).current_state()


def test_a_restart_leaves_nothing_of_what_was_before() -> None:
    """Slots have their first values again, also in copies and replays."""
    tracker = live(FIVE_TURNS)
    tracker.update(Restarted())

    assert tracker.current_slot_values()["topic"] is None
    assert tracker.copy().get_slot("names") is None
    assert tracker.init_copy().get_slot("topic") is None


def test_a_new_session_forgets_the_one_before() -> None:
    """As Rasa's store does, which reads no further back than where the session began."""
    tracker = live([*FIVE_TURNS, *session_start(), *turn("hello")])

    assert [event.type_name for event in tracker.events] == [
        "session_started",
        "action",
        "user",
        "action",
        "bot",
        "action",
    ]
    assert tracker.get_slot("topic") is None
