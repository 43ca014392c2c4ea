"""Half a question made whole with what the talk is about, so that its meaning can be looked for: "is it free" of a course."""

import re
from collections.abc import Mapping

from rasa.shared.core.trackers import DialogueStateTracker

# Longer messages say themselves what they are about.
_MOST_WORDS = 12
# What "it" is in a talk on a topic; "they" are the people.
_IT = {
    "define_ml": "machine learning", "ml_uses": "machine learning", "courses": "the machine learning course",
    "remote": "working from home", "education": "a degree", "become": "becoming an ML engineer", "switch": "the switch to ML engineer",
    "difficulty": "becoming an ML engineer", "entry_level": "the first job", "skills": "the skill", "outlook": "the job outlook",
    "ml_vs_ds": "machine learning", "sources": "the source", "salary": "the pay", "salary_of": "the pay", "openings": "the number of openings",
}  # fmt: skip
_PRONOUN_IT = re.compile(
    r"\bit\b|(?<=is )(?:that|this)\b(?! (?:a|an|the|for|in|is|figure|number|job|one)\b)", re.IGNORECASE
)
_PRONOUN_THEY = re.compile(r"\b(?:they|them)\b", re.IGNORECASE)
_OPENING = re.compile(r"^(?:and|but|so|ok|then|also)\s+", re.IGNORECASE)


def in_this_talk(text: str, tracker: DialogueStateTracker | None) -> str | None:
    """`text` with pronouns and a missing subject filled in from the memory; None where there is nothing to fill in."""
    memory = tracker.get_slot("memory") if tracker is not None else None
    if not isinstance(memory, Mapping) or not memory.get("topic") or not text or len(text.split()) > _MOST_WORDS:
        return None
    it = _IT.get(str(memory["topic"]))
    filled = _PRONOUN_THEY.sub(_people(memory), _OPENING.sub("", text.strip()))
    if it is not None:
        filled = _PRONOUN_IT.sub(it, filled, count=1)
        if filled == text.strip() and memory["topic"] == "courses" and len(text.split()) <= _MOST_WORDS:
            filled = f"{it}: {filled}"
    return None if filled == text.strip() else filled


def _people(memory: Mapping[str, object]) -> str:
    professions = memory.get("professions")
    if isinstance(professions, list) and professions and professions[0] != "machine_learning_engineer":
        return str(professions[0]).replace("_", " ") + "s"
    return "ML engineers"
