"""The stopwatch, and the profile that is made of what it took."""

from collections.abc import Iterator

import pytest

from lab import profiled_server
from lab.profile_turns import profile_of
from lab.profiled_server import NoSuchStage, Stopwatch, put_stopwatch


def clock(*seconds: float) -> Stopwatch:
    """Return a stopwatch that reads these times, one after the other."""
    times: Iterator[float] = iter(seconds)
    return Stopwatch(now=lambda: next(times))


def test_time_in_an_inner_stage_is_not_the_outer_ones() -> None:
    """The turn takes 10 s, of which 4 in a stage that lies in it, of which 1 deeper still."""
    watch = clock(0, 2, 3, 4, 6, 10)

    watch.enter("turn", begins_turn=True)  # at 0
    watch.enter("action")  # at 2
    watch.enter("database")  # at 3
    watch.leave()  # at 4
    watch.leave()  # at 6
    watch.leave()  # at 10

    assert watch.turns == [{"turn": 6, "action": 3, "database": 1}]


def test_a_stage_that_comes_twice_has_the_time_of_both() -> None:
    """Policies run twice a turn."""
    watch = clock(0, 1, 3, 4, 7, 8)

    watch.enter("turn", begins_turn=True)
    for _ in range(2):
        watch.enter("policies")
        watch.leave()
    watch.leave()

    assert watch.turns == [{"turn": 3, "policies": 5}]


def test_a_stage_outside_a_turn_is_not_counted() -> None:
    """Rasa loads no conversation by itself, but its functions are there for anybody."""
    watch = clock()

    assert not watch.enter("policies")
    assert watch.turns == []


def test_every_stage_is_a_function_of_rasa_or_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is no longer there is told, with the file to change."""
    monkeypatch.setattr(profiled_server, "STAGES", {"wayfinder.channels.rest:no_such_function": "channel"})

    with pytest.raises(NoSuchStage, match=r"profiled_server\.py: wayfinder\.channels\.rest:no_such_function"):
        put_stopwatch(Stopwatch())


def test_the_parts_add_up_to_the_whole() -> None:
    """Two turns of 10 ms with 6 ms of stages and 1 ms of HTTP: 3 ms remain."""
    stages = [{"action": 0.004, "lock": 0.002}, {"action": 0.006}]

    profile = profile_of([10.0, 10.0], stages, plain=[9.0, 9.5, 11.0], refused=[1.0, 1.0])

    assert profile.whole == 10.0
    assert profile.parts == pytest.approx(
        {"action": 5.0, "lock": 1.0, "HTTP and JSON: a request that is refused": 1.0, "remainder": 3.0}
    )
    assert (profile.median, profile.median_without) == (10.0, 9.5)


def test_the_quickest_and_the_slowest_turns_are_left_out() -> None:
    """Of ten turns one at each end: the one that waited for another program isn't in the mean."""
    turns = [1.0, *[5.0] * 8, 500.0]
    stages = [{"action": turn / 1000} for turn in turns]

    profile = profile_of(turns, stages, plain=turns, refused=[0.5] * 10)

    assert (profile.turns, profile.whole) == (8, 5.0)
    assert profile.parts["action"] == pytest.approx(5.0)
