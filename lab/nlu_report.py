"""Measure how well questions are understood: `make -C lab understanding`, or `python -m lab.nlu_report --help`.

Cross-validation over data/nlu, then the trained model on the held-out sentences. Prints a
table and writes var/nlu.json. docs/topics.md says what the topics are.
"""

import argparse
import json
import logging
import sys
import warnings
from pathlib import Path
from typing import Any

from rasa.model import get_latest_model
from rasa.utils.log_utils import configure_structlog

from lab.cross_validation import cross_validate
from lab.nlu_robustness import CHANGES, changed
from scripts.servers import ROOT
from tests.nlu.parsing import Sentence, parse_all, read_sentences
from tests.nlu.scores import interval_95, is_answered, missed_floors, scores_of, share

RESULTS = ROOT / "var" / "nlu.json"
WORST_SHOWN = 15


def main() -> int:
    """Measure, print, write; return 1 if a floor is missed."""
    options = _options()
    # Rasa's own libraries warn of their age at every start, and its log would show every sentence.
    warnings.simplefilter("ignore")
    configure_structlog(logging.WARNING)
    held_out = read_sentences(sorted((ROOT / "tests" / "nlu").glob("held_out_*.yml")))
    results: dict[str, Any] = {}
    if options.robust:
        results["robustness"] = _robustness(options.model, held_out)
    else:
        if not options.held_out_only:
            results["cross_validation"] = scores_of(cross_validate(ROOT / "data" / "nlu", options.config))
            print(_table("cross-validation on data/nlu", results["cross_validation"]))
        results["held_out"] = scores_of(parse_all(options.model, held_out))
        print(_table("trained model on tests/nlu", results["held_out"]))
        if options.foreign:
            results["foreign"] = _foreign(options.model, options.foreign)
    _write(results, options.results)
    left_out = ("cross_validation.",) if options.held_out_only else ()
    missed = missed_floors(results, options.floors, left_out) if options.floors and not options.robust else []
    for line in missed:
        print(line, file=sys.stderr)
    return int(bool(missed))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m lab.nlu_report", description=str(__doc__).splitlines()[0])
    parser.add_argument("--model", help="a trained model; without it the newest in models/")
    parser.add_argument("--config", type=Path, default=ROOT / "config.yml", help="the pipeline to cross-validate")
    parser.add_argument("--held-out-only", action="store_true", help="leave out cross-validation")
    parser.add_argument("--foreign", type=Path, help="JSON file of queries that are none of our business")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where to save; what it has of other kinds stays")
    parser.add_argument("--floors", type=Path, help="YAML file of floors; fail if one is missed")
    parser.add_argument("--robust", action="store_true", help="only the held-out sentences, as people mistype them")
    options = parser.parse_args()
    options.model = options.model or get_latest_model(str(ROOT / "models")) or parser.error("no model: make generate")
    return options


def _robustness(model: str, sentences: list[Sentence]) -> dict[str, Any]:
    table: dict[str, Any] = {}
    print("accuracy on tests/nlu, with the 95 % interval")
    for name, change in CHANGES.items():
        parsed = parse_all(model, changed(sentences, change))
        right = sum(one.is_right for one in parsed)
        low, high = interval_95(right, len(parsed))
        table[name] = {"accuracy": round(right / len(parsed), 4), "interval": [low, high]}
        print(f"  {name:16s} {right / len(parsed):6.1%}  {low:6.1%} to {high:6.1%}", flush=True)
    return table


def _foreign(model: str, path: Path) -> dict[str, Any]:
    """Return the share of foreign queries for which a topic about the career was chosen."""
    queries = json.loads(path.read_text(encoding="utf-8"))
    texts = [
        query if isinstance(query, str) else query["text"]
        for group in ("out_of_scope", "other_domains")
        for query in queries[group]
    ]
    parsed = parse_all(model, [Sentence(text, "ask_off_topic") for text in texts])
    answered = sorted((one for one in parsed if is_answered(one)), key=lambda one: -one.confidence)
    print(f"foreign queries answered: {len(answered)} of {len(parsed)}; the surest:")
    for one in answered[:WORST_SHOWN]:
        print(f"  {one.confidence:.2f} {one.intent:20s} {one.sentence.text}")
    return {"queries": len(parsed), "answered": share(parsed, is_answered)}


def _table(title: str, scores: dict[str, Any]) -> str:
    lines = [
        f"{title}: {scores['sentences']} sentences, {scores['accuracy']:.1%} right",
        f"  about the career {scores['subjects_accuracy']:.1%}, refused {scores['subjects_refused']:.1%}",
        f"  answered of near_miss {scores['near_miss_answered']:.1%}, of off_topic {scores['off_topic_answered']:.1%}",
        f"  calibration error {scores['calibration_error']:.3f}, milliseconds {scores['milliseconds']}",
        "  topic                 count  right",
        *(f"  {name:20s} {one['sentences']:6d} {one['accuracy']:6.1%}" for name, one in scores["topics"].items()),
        "  most often taken for another",
        *(f"  {one['sentences']:4d} {one['is']} -> {one['taken_for']}" for one in scores["confusions"][:WORST_SHOWN]),
        "  confidence from  count  mean confidence  right",
        *(
            f"  {one['from']:15.1f} {one['sentences']:6d} {one['confidence']:16.3f} {one['accuracy']:6.1%}"
            for one in scores["reliability"]
        ),
        "  entity       marked  precision  recall     F1",
        *(
            f"  {name:12s} {one['marked']:6d} {one['precision']:10.3f} {one['recall']:7.3f} {one['f1']:6.3f}"
            for name, one in scores["entities"].items()
        ),
    ]
    return "\n".join(lines) + "\n"


def _write(results: dict[str, Any], path: Path) -> None:
    """Write the results, keeping what an earlier run of the other kind measured."""
    path.parent.mkdir(exist_ok=True)
    earlier = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    path.write_text(json.dumps({**earlier, **results}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
