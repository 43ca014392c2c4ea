"""A conversation in memory: the events of its last turns, and the state that all turns before have left.

Rasa replays a conversation from its first event several times in every turn, so a turn
costs the more the longer the conversation is. Nothing in this bot looks back further than a turn or two.
"""

import copy
import dataclasses
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rasa.shared.core.events import (
    ActionReverted,
    BotUttered,
    Event,
    ReminderScheduled,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker, TrackerActiveLoop

# The rules of this bot look back at nothing before the last message; a test sees to it that none looks back further than this.
TURNS_KEPT = 1
# What reaches back to events before it. A conversation with one of these is kept whole.
REACHING_BACK = (UserUtteranceReverted, ActionReverted, ReminderScheduled)
# What is applied after all that was applied before, and takes none of it back.
SIMPLE = (UserUttered, BotUttered, SlotSet)


@dataclass(frozen=True)
class State:
    """All that events change in a tracker, at one moment."""

    slots: dict[str, Slot]
    paused: bool
    followup_action: str | None
    latest_action: dict[str, str] | None
    latest_message: UserUttered | None
    latest_bot_utterance: BotUttered | None
    active_loop: TrackerActiveLoop | None

    @classmethod
    def of(cls, tracker: DialogueStateTracker) -> "State":
        """Return the state of `tracker`, which later events of it don't change."""
        return cls(
            _copied(tracker.slots),
            tracker._paused,
            tracker.followup_action,
            tracker.latest_action,
            tracker.latest_message,
            tracker.latest_bot_utterance,
            dataclasses.replace(tracker.active_loop) if tracker.active_loop else None,
        )

    def put_into(self, tracker: DialogueStateTracker) -> None:
        """Make this the state of `tracker`."""
        tracker.slots = _copied(self.slots)
        tracker._paused = self.paused
        tracker.followup_action = self.followup_action
        tracker.latest_action = self.latest_action
        tracker.latest_message = self.latest_message
        tracker.latest_bot_utterance = self.latest_bot_utterance
        tracker.active_loop = dataclasses.replace(self.active_loop) if self.active_loop else None


def _copied(slots: dict[str, Slot]) -> dict[str, Slot]:
    """Return slots of the same values; `copy.copy` does the same in four times the time, and a turn copies sixty slots."""
    copied = {}
    for name, slot in slots.items():
        copied[name] = twin = object.__new__(type(slot))
        twin.__dict__.update(slot.__dict__)
    return copied


class LiveTracker(DialogueStateTracker):
    """A tracker that can forget its first events and keep the state that they led to.

    `stored` says how many of its events, from the first, are in the database, and `last_id` the
    id of the last of them.
    """

    def __init__(self, sender_id: str, slots: Iterable[Slot], *args: Any, **kwargs: Any) -> None:
        super().__init__(sender_id, (), *args, **kwargs)
        self.slots = _copied({slot.name: slot for slot in slots})
        self._reset_slots()
        self.before: State | None = None  # None: that of an empty conversation
        self.stored = 0
        self.last_id = 0
        self._applied: list[Event] | None = None

    def applied_events(self) -> list[Event]:
        """Return the events that weren't taken back, found once for each new event and not at each of the many calls."""
        if self._applied is None:
            self._applied = super().applied_events()
        return list(self._applied)

    def update(self, event: Event, domain: Any = None) -> None:
        """Add an event; a new session leaves nothing of what was before."""
        # The list is shared with copies, so it is replaced and not added to.
        known = self._applied
        self._applied = [*known, event] if known is not None and isinstance(event, SIMPLE) else None
        super().update(event, domain)
        if isinstance(event, (Restarted, SessionStarted)):
            self.before = None

    def init_copy(self) -> "LiveTracker":
        """Return a tracker as this one was before its first event."""
        if self.before is None:
            return LiveTracker(self.sender_id, self.slots.values(), is_rule_tracker=self.is_rule_tracker)
        return self._twin([], self.before)

    def copy(self) -> "LiveTracker":
        """Return a tracker of the same events and state, without replaying them."""
        return self._twin(self.events, State.of(self), self._applied)

    def _twin(self, events: Iterable[Event], state: State, applied: list[Event] | None = None) -> "LiveTracker":
        twin = copy.copy(self)
        twin.events = deque(events)
        twin._applied = applied
        twin.model_id = twin.assistant_id = None  # as in Rasa's own copies
        state.put_into(twin)
        return twin

    def replay_events(self) -> None:
        """Make the state anew from the events; Rasa does it when one of them is taken back."""
        if self.before is not None:
            self.before.put_into(self)
        super().replay_events()

    def forget_all_but(self, turns: int = TURNS_KEPT) -> None:
        """Keep the events of the last `turns` turns of the session, and the state that those before have left."""
        session = _start_of_session(self.events)
        self._forget(session, None)
        if self.active_loop is not None or any(isinstance(event, REACHING_BACK) for event in self.events):
            return
        messages = [index for index, event in enumerate(self.events) if isinstance(event, UserUttered)]
        if len(messages) <= turns:
            return
        first_kept = messages[-turns]
        scratch = self.init_copy()
        for _, event in zip(range(first_kept), self.events, strict=False):
            scratch.update(event)
        if scratch.active_loop is None:
            self._forget(first_kept, State.of(scratch))

    def _forget(self, events: int, before: State | None) -> None:
        if events == 0:
            return
        for _ in range(events):
            self.events.popleft()
        self._applied = None
        self.before = before
        self.stored -= events


def _start_of_session(events: Iterable[Event]) -> int:
    """Return the index of the event that started the latest session; 0 if none did."""
    return max((index for index, event in enumerate(events) if isinstance(event, SessionStarted)), default=0)
