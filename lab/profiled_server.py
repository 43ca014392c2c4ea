"""Rasa's server with a stopwatch in it, for `make -C lab profile`: `python -m lab.profiled_server FILE run …`.

What follows FILE goes to Rasa's command line as it is. Each stage of a turn is a function of Rasa's or of
ours, around which the time is taken; time inside a stage that lies in it counts for the inner one
alone, so the parts add up. When the server ends, FILE has one JSON object a turn: seconds by stage.
The bot as it is run otherwise has none of this. Only one person may talk to it at a time.

A sampling profiler would need no list of functions, but sees only where the processor is. A turn waits for the
threads of the database and of the action, and to py-spy that is an idle server: saving a conversation showed as 3 %
of a turn, where the stopwatch finds 24 %.
"""

import functools
import inspect
import json
import pkgutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# The outermost function: one call is one turn.
TURN = "wayfinder.channels.rest:turn"
PROCESSOR = "rasa.core.processor:MessageProcessor."
STAGES = {
    TURN: "channel",
    "rasa.core.agent:Agent.handle_message": "lock: wait, take and give back",
    f"{PROCESSOR}handle_message": "Rasa: around the stages",
    f"{PROCESSOR}get_tracker": "conversation: load",
    f"{PROCESSOR}_update_tracker_session": "conversation: session",
    f"{PROCESSOR}_handle_message_with_tracker": "conversation: take the message in",
    f"{PROCESSOR}save_tracker": "conversation: save",
    f"{PROCESSOR}parse_message": "understanding: around its components",
    f"{PROCESSOR}run_action_extract_slots": "slots",
    f"{PROCESSOR}predict_next_with_tracker_if_should": "policies: around them",
    f"{PROCESSOR}_run_action": "action: around it, and its events",
    "rasa.core.actions.action:RemoteAction.run": "action: call and reply",
    "rasa_sdk.executor:ActionExecutor.run": "action: itself",
    f"{PROCESSOR}_send_bot_messages": "reply",
}
NODE = "rasa.engine.graph:GraphNode.__call__"


class NoSuchStage(Exception):
    """Rasa, or our code, no longer has a function that a stage is measured by."""


@dataclass
class Stopwatch:
    """Takes the time of the stages of one turn after another."""

    now: Callable[[], float] = time.perf_counter
    turns: list[dict[str, float]] = field(default_factory=list)
    _stages: list[str] = field(default_factory=list)
    _since: float = 0.0

    def enter(self, stage: str, begins_turn: bool = False) -> bool:
        """Begin a stage and return whether it counts: outside a turn none does."""
        if begins_turn and not self._stages:
            self.turns.append({})
        elif not self._stages:
            return False
        self._lap()
        self._stages.append(stage)
        return True

    def leave(self) -> None:
        """End the stage that began last."""
        self._lap()
        self._stages.pop()

    def _lap(self) -> None:
        now = self.now()
        if self._stages:
            turn, stage = self.turns[-1], self._stages[-1]
            turn[stage] = turn.get(stage, 0.0) + now - self._since
        self._since = now


def put_stopwatch(watch: Stopwatch) -> None:
    """Put `watch` around the function of every stage.

    Raises:
        NoSuchStage: a function isn't there any more.
    """
    for target, stage in STAGES.items():
        _wrap(watch, target, lambda *_, stage=stage: stage, begins_turn=target == TURN)
    _wrap(watch, NODE, lambda node, *_: _node_stage(node))


def _node_stage(node: Any) -> str:
    name = node._component_class.__name__
    kind = {"process": "understanding", "predict_action_probabilities": "policies"}.get(node._fn_name)
    return f"{kind}: {name}" if kind else "graph: providers, converter and ensemble"


def _wrap(watch: Stopwatch, target: str, stage_of: Callable[..., str], begins_turn: bool = False) -> None:
    owner_name, _, name = target.replace(":", ".").rpartition(".")
    owner = pkgutil.resolve_name(owner_name)
    kept = vars(owner).get(name)
    if kept is None:
        raise NoSuchStage(f"lab/profiled_server.py: {target}: there is no such function. Name what does its work now")
    function = kept.__func__ if isinstance(kept, staticmethod) else kept

    @functools.wraps(function)
    async def timed_coroutine(*args: Any, **kwargs: Any) -> Any:
        counts = watch.enter(stage_of(*args), begins_turn)
        try:
            return await function(*args, **kwargs)
        finally:
            if counts:
                watch.leave()

    @functools.wraps(function)
    def timed(*args: Any, **kwargs: Any) -> Any:
        counts = watch.enter(stage_of(*args), begins_turn)
        try:
            return function(*args, **kwargs)
        finally:
            if counts:
                watch.leave()

    wrapped = timed_coroutine if inspect.iscoroutinefunction(function) else timed
    setattr(owner, name, staticmethod(wrapped) if isinstance(kept, staticmethod) else wrapped)


def main() -> None:
    """Run Rasa's command line with the stopwatch, and write what it took at the end."""
    out = Path(sys.argv.pop(1))
    sys.path.insert(0, str(Path.cwd()))
    import rasa.__main__

    watch = Stopwatch()
    put_stopwatch(watch)
    try:
        rasa.__main__.main()
    finally:
        out.write_text("".join(json.dumps(turn) + "\n" for turn in watch.turns))


if __name__ == "__main__":
    main()
