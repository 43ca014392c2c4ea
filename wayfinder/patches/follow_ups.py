"""Let an action that names the next one do so a few times in a turn, not without end."""

import itertools

from rasa.shared.core.events import ActionExecuted, FollowupAction, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from wayfinder.policies.never_silent_policy import MOST_ACTIONS


def apply_follow_up(event: FollowupAction, tracker: DialogueStateTracker) -> None:
    """Have `event`'s action run next, unless the turn has had MOST_ACTIONS: then the policies end it."""
    turn = itertools.takewhile(lambda earlier: not isinstance(earlier, UserUttered), reversed(tracker.events))
    if sum(isinstance(earlier, ActionExecuted) for earlier in turn) < MOST_ACTIONS:
        tracker.trigger_followup_action(event.action_name)
