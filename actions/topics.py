"""The topics, and how what a question names decides between neighbours.

A topic is what a question asks; docs/topics.md tells one from the next. Used by the
actions and, when the model is trained and served, by wayfinder/.
"""

import re
from collections.abc import Sequence

# About the career; each is the intent `ask_<topic>`.
CAREER_TOPICS = (
    "define_ml", "ml_uses", "define_role", "responsibilities", "products", "skills", "team", "ml_vs_ds",
    "salary", "salary_of", "salary_compare", "salary_location", "salary_assess", "openings", "outlook",
    "become", "education", "entry_level", "courses", "difficulty", "remote", "switch", "sources",
)  # fmt: skip
UNCOVERED_TOPICS = ("near_miss", "off_topic")
SOCIAL_TOPICS = (
    "greet", "goodbye", "thanks", "help", "bot_challenge", "affirm", "deny", "repeat", "more", "feedback",
    "insult", "human", "forget_me", "wellbeing", "summary", "unclear",
)  # fmt: skip
# Half a question: it takes its topic from the one before.
FOLLOW_UP = "follow_up"
# What can't be understood.
UNCLEAR = "unclear"
# All of them.
TOPICS = frozenset([*CAREER_TOPICS, *UNCOVERED_TOPICS, *SOCIAL_TOPICS, FOLLOW_UP])
# The entity whose value is a further topic that the same message asks about.
ALSO_ASKED = "also_asked"

# The entities of a message by which a channel gives feedback on an answer.
ANSWER_ID, FEEDBACK_VALUE, FEEDBACK_REASON = "answer_id", "feedback_value", "feedback_reason"
LONGEST_REASON = 500  # characters

PAY = ("salary", "salary_of", "salary_compare", "salary_location", "salary_assess")
OWN_PROFESSION = "machine_learning_engineer"
# The sources' pay is of the whole United States, so naming it asks for no other place.
COVERED_PLACES = frozenset(
    ["us", "usa", "u.s", "u.s.", "u.s.a", "u.s.a.", "america", "the us", "the usa", "the u.s.", "united states",
     "the united states", "united states of america", "the states", "states", "nationwide"]
)  # fmt: skip


def intent_of(topic: str) -> str:
    """Return the intent by which people ask for `topic`.

    >>> intent_of("salary"), intent_of("greet")
    ('ask_salary', 'greet')
    """
    return f"ask_{topic}" if topic in CAREER_TOPICS + UNCOVERED_TOPICS else topic


# The intents of questions about the career, and of those that no fact answers.
CAREER_INTENTS = frozenset(map(intent_of, CAREER_TOPICS))
UNCOVERED_INTENTS = frozenset(map(intent_of, UNCOVERED_TOPICS))


def topic_of(intent: str) -> str:
    """Return the topic that `intent` asks for.

    >>> topic_of("ask_salary"), topic_of("greet")
    ('salary', 'greet')
    """
    return intent.removeprefix("ask_")


def is_covered_place(place: str) -> bool:
    """Return whether `place` is the country that the sources' figures are of.

    >>> is_covered_place("the USA"), is_covered_place("Berlin")
    (True, False)
    """
    return place.lower().strip() in COVERED_PLACES


def is_an_amount(amount: str | None) -> bool:
    """Return whether what was found as an amount names one: "six figures" doesn't.

    >>> is_an_amount("120k"), is_an_amount("a hundred grand"), is_an_amount("six figures"), is_an_amount(None)
    (True, True, False, False)
    """
    return amount is not None and "figure" not in amount.lower()


def refine_pay_topic(topic: str, professions: list[str], place: str | None, amount: str | None, text: str = "") -> str:
    """Return the pay topic that fits what the question names, and any other topic unchanged.

    Sentences on pay differ mostly in what they name, and names are found more surely
    than sentences are told apart: two professions are compared, an amount is assessed,
    a place is looked up, and another profession than the ML engineer is `salary_of`.

    >>> refine_pay_topic("salary", ["data_scientist"], None, None)
    'salary_of'
    >>> refine_pay_topic("salary_of", [], "Berlin", None)
    'salary_location'
    >>> refine_pay_topic("salary_location", [], "usa", None, "what do they make in the usa")
    'salary'
    """
    if topic not in PAY or topic == "salary_compare":
        return topic
    if is_an_amount(amount) or (topic == "salary_assess" and amount is None):
        return "salary_assess"
    if len(professions) > 1:
        return "salary_compare"
    if place is not None and not is_covered_place(place):
        return "salary_location"
    if topic == "salary_location" and (place is None or _WHERE.search(text)):
        return topic
    if not professions and topic == "salary_of":
        return topic  # whose pay is meant wasn't found: better asked than guessed
    return "salary_of" if professions and professions[0] != OWN_PROFESSION else "salary"


# Below this probability of the likeliest topic, the next one is asked about if it has at least this share of it.
SURE_ENOUGH = 0.6
RIVAL_SHARE = 0.5


def rivals_in(ranking: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    """Return the two topics that a message may as well ask about; none where it is clear enough.

    `ranking` has topics with their probabilities, the chosen one first. The pay topics count as one,
    for names tell them apart. Both thresholds come from cross-validation: docs/understanding.md.

    >>> rivals_in([("skills", 0.4), ("salary", 0.3)]), rivals_in([("skills", 0.9), ("salary", 0.05)])
    (('skills', 'salary'), ())
    """
    if not ranking or ranking[0][0] not in CAREER_TOPICS or ranking[0][1] >= SURE_ENOUGH:
        return ()
    first, sure = ranking[0]
    rival = next((r for r in ranking[1:] if r[0] in CAREER_TOPICS and _kind(r[0]) != _kind(first)), None)
    return () if rival is None or rival[1] < RIVAL_SHARE * sure else (first, rival[0])


def _kind(topic: str) -> str:
    return "pay" if topic in PAY else topic


_WHERE = re.compile(
    r"\b(where|(which|what|best|top) (city|cities|states?|places?|parts?|regions?|area))\b", re.IGNORECASE
)
