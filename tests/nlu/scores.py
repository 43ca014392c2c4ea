"""Scores of parsed sentences: accuracy, confusions, calibration, refusals, entities, time; and their floors."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from actions.topics import CAREER_INTENTS, UNCOVERED_INTENTS
from tests.nlu.parsing import Parsed

BINS = 10
# Standard normal quantile of a two-sided 95 % interval.
Z_95 = 1.96


def scores_of(parsed: Sequence[Parsed]) -> dict[str, Any]:
    """Return every score of these sentences, ready for JSON; shares are from 0 to 1.

    `subjects_accuracy` is over the topics about the career, `beyond_answered` the share of
    near_miss and off_topic sentences for which one of them was chosen, and
    `subjects_refused` the reverse.
    """
    subjects = [one for one in parsed if one.sentence.intent in CAREER_INTENTS]
    beyond = [one for one in parsed if one.sentence.intent in UNCOVERED_INTENTS]
    return {
        "sentences": len(parsed),
        "accuracy": share(parsed, _is_right),
        "subjects_accuracy": share(subjects, _is_right),
        "beyond_answered": share(beyond, is_answered),
        "near_miss_answered": share([one for one in beyond if one.sentence.intent == "ask_near_miss"], is_answered),
        "off_topic_answered": share([one for one in beyond if one.sentence.intent == "ask_off_topic"], is_answered),
        "subjects_refused": share(subjects, lambda one: one.intent in UNCOVERED_INTENTS),
        "topics": _topics(parsed),
        "confusions": _confusions(parsed),
        "reliability": _reliability(parsed),
        "calibration_error": _calibration_error(parsed),
        "entities": _entities(parsed),
        "milliseconds": _milliseconds(parsed),
    }


def share(parsed: Iterable[Parsed], holds: Callable[[Parsed], bool]) -> float:
    """Return the share of the sentences for which `holds`; 0 of none.

    Rounded to four digits, as all shares in the results are.
    """
    found = [holds(one) for one in parsed]
    return round(sum(found) / len(found), 4) if found else 0.0


def is_answered(parsed: Parsed) -> bool:
    """Return whether one of the topics about the career was chosen."""
    return parsed.intent in CAREER_INTENTS


def missed_floors(results: dict[str, Any], path: Path, left_out: tuple[str, ...] = ()) -> list[str]:
    """Return a line for each missed floor, but for places that begin with one of `left_out`.

    The file has two maps, `at_least` and `at_most`, from a place in the results, such as
    `held_out.topics.ask_salary.accuracy`, to a number.
    """
    floors = yaml.safe_load(path.read_text(encoding="utf-8"))
    missed = []
    for rule in ("at_least", "at_most"):
        for place, wanted in (floors.get(rule) or {}).items():
            if place.startswith(left_out):
                continue
            found = _at(results, place)
            if found is None:
                missed.append(f"{path}: {place} isn't among the results")
            elif (found < wanted) if rule == "at_least" else (found > wanted):
                missed.append(f"{path}: {place} is {found}, must be {rule.replace('_', ' ')} {wanted}")
    return missed


def _at(results: Any, place: str) -> float | None:
    for key in place.split("."):
        if not isinstance(results, dict) or key not in results:
            return None
        results = results[key]
    return float(results)


def interval_95(right: int, of: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of the share `right` of `of`.

    >>> interval_95(90, 100)
    (0.8256, 0.9448)
    """
    if not of:
        return (0.0, 1.0)
    middle = (right + Z_95**2 / 2) / (of + Z_95**2)
    half = Z_95 / (of + Z_95**2) * math.sqrt(right * (of - right) / of + Z_95**2 / 4)
    return (round(middle - half, 4), round(middle + half, 4))


def _is_right(parsed: Parsed) -> bool:
    return parsed.is_right


def _topics(parsed: Sequence[Parsed]) -> dict[str, dict[str, Any]]:
    topics: dict[str, list[Parsed]] = {}
    for one in parsed:
        topics.setdefault(one.sentence.intent, []).append(one)
    return {
        intent: {"sentences": len(found), "accuracy": share(found, _is_right)}
        for intent, found in sorted(topics.items())
    }


def _confusions(parsed: Sequence[Parsed]) -> list[dict[str, Any]]:
    """Return the pairs of intents that were mixed up, the most frequent first."""
    pairs = Counter((one.sentence.intent, one.intent) for one in parsed if not one.is_right)
    return [{"is": own, "taken_for": other, "sentences": count} for (own, other), count in pairs.most_common()]


def _reliability(parsed: Sequence[Parsed]) -> list[dict[str, Any]]:
    """Return, for each tenth of confidence with sentences in it, their mean confidence and accuracy."""
    tenths: dict[int, list[Parsed]] = {}
    for one in parsed:
        tenths.setdefault(min(int(one.confidence * BINS), BINS - 1), []).append(one)
    return [
        {
            "from": tenth / BINS,
            "sentences": len(found),
            "confidence": round(float(np.mean([one.confidence for one in found])), 4),
            "accuracy": share(found, _is_right),
        }
        for tenth, found in sorted(tenths.items())
    ]


def _calibration_error(parsed: Sequence[Parsed]) -> float:
    """Return the mean gap between confidence and accuracy over the tenths, weighted by their sentences."""
    gaps = [tenth["sentences"] * abs(tenth["confidence"] - tenth["accuracy"]) for tenth in _reliability(parsed)]
    return round(float(sum(gaps)) / max(len(parsed), 1), 4)


def _entities(parsed: Sequence[Parsed]) -> dict[str, dict[str, Any]]:
    """Return precision, recall and F1 of each entity; only the exact place in the text counts."""
    marked, found, both = Counter[str](), Counter[str](), Counter[str]()
    for one in parsed:
        marked.update(span.entity for span in one.sentence.spans)
        found.update(span.entity for span in one.spans)
        both.update(span.entity for span in one.sentence.spans & one.spans)
    return {
        entity: {
            "marked": marked[entity],
            "precision": round(both[entity] / max(found[entity], 1), 4),
            "recall": round(both[entity] / max(marked[entity], 1), 4),
            "f1": round(2 * both[entity] / max(marked[entity] + found[entity], 1), 4),
        }
        for entity in sorted(marked | found)
    }


def _milliseconds(parsed: Sequence[Parsed]) -> dict[str, float]:
    taken = [one.milliseconds for one in parsed]
    if not taken:
        return {}
    return {
        "median": round(float(np.median(taken)), 2),
        "p95": round(float(np.quantile(taken, 0.95)), 2),
        "most": round(max(taken), 2),
    }
