"""Answers, and buttons, that several skills give."""

from actions.answering.answer import Answer
from actions.answering.buttons import Button
from actions.answering.question import Question
from actions.answering.wording import pay_button, say, suggestion
from actions.facts import Facts
from actions.topics import OWN_PROFESSION

MOST_BUTTONS = 2
# Where a conversation can start from.
FIRST_TOPICS = ("salary", "define_role", "become")


def suggestions(*topics: str) -> tuple[Button, ...]:
    """Return the buttons that lead to `topics`."""
    return tuple(suggestion(topic) for topic in topics)


def social(topic: str, response: str, turn: int = 0, suggest: tuple[str, ...] = ()) -> Answer:
    """Return an answer that states no fact: what the response says, in other words in another turn, and buttons."""
    return Answer(topic, "social", say(response, turn), buttons=suggestions(*suggest))


def not_covered(question: Question, facts: Facts) -> Answer:
    """Return in one sentence that the sources say nothing of this kind about whom the question is about, and what they do have."""
    near = tuple(dict.fromkeys(p for words in question.unknown for p in facts.nearest_professions(words)))
    known = tuple(facts.profession(p) for p in question.professions)
    if question.unknown:
        lead = say("utter_nothing_on_profession", professions=_listed([plural(words) for words in question.unknown]))
        buttons = tuple(pay_button(p) for p in near[:MOST_BUTTONS])
        if near:
            lead = say(
                "utter_nothing_but_near",
                professions=_listed([plural(words) for words in question.unknown]),
                near=near[0].plural,
            )
    elif known and any(p.id != OWN_PROFESSION for p in known):
        has = [
            what
            for what in ("salary", "openings")
            if (facts.salaries_of(known[0].id) if what == "salary" else facts.openings_of(known[0].id))
        ]
        response = "utter_nothing_on_topic_but_pay" if len(has) == 2 else "utter_nothing_on_topic"
        names = _listed([p.plural for p in known])
        lead = say(response, what=say(f"utter_what_{question.topic}"), professions=names)
        buttons = tuple(pay_button(p) for p in known[:1])
    else:
        lead = say("utter_near_miss", question.memory.refused)
        buttons = suggestions(*FIRST_TOPICS[:MOST_BUTTONS])
    return Answer(question.topic, "not_covered", lead, buttons=buttons)


def plural(words: str) -> str:
    """Several of what a person named, as far as English makes them with an s: "web development" stays."""
    is_field = words.endswith(("s", "ing", "ment", "ops", "ics", "ity", "data", "ux"))
    return words if is_field else f"{words[:-1]}ies" if words.endswith("y") else f"{words}s"


def _listed(names: tuple[str, ...] | list[str]) -> str:
    return " or ".join(names)
