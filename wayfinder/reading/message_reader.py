"""Writes the reading of a message: the last of the pipeline, for it puts together what the others found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from actions.answering.buttons import place_picked
from actions.money import currency_in, read_pay
from actions.reading import Amount, AmountPart, NearFact, Reading, Restriction
from actions.topics import ALSO_ASKED, PAY, UNCLEAR, UNCOVERED_TOPICS, topic_of
from wayfinder.reading.forms import form_of
from wayfinder.reading.manners import acts_in, shape_of
from wayfinder.reading.opinions import opinion_in
from wayfinder.reading.persons import person_in
from wayfinder.reading.plain_words import asking_part, core, plain
from wayfinder.reading.profession_names import names_in_facts
from wayfinder.reading.references import references_in
from wayfinder.reading.restrictions import asks_for_place, restrictions_in
from wayfinder.reading.spans import words_of
from wayfinder.reading.subjects import SubjectFinder
from wayfinder.reading.topic_words import both_measures_in, measure_in, names_topic, topic_in

READING = "reading"
# What the sentence encoder leaves: the message with its slips put right, and the records near to it, alone and here.
RIGHT_TEXT = "right_text"
NEAREST, NEAREST_HERE = "nearest", "nearest_here"
# And the words of the question that no record has.
UNSEEN_WORDS = "unseen_words"

_RANKED = 3
_FRAGMENT_WORDS = 5
# What is reckoned with figures takes some up.
_RECKONS, _OPERATION_WORDS = {"difference", "percent", "ratio", "sum", "mean", "share", "drop", "rank", "top", "nth"}, 9
_GOES_ON = re.compile(r"^(?:and|but|or|what about|how about|wat about|so|then|also|plus|ok|same for|what if)\b")
_PRONOUN = re.compile(r"\b(?:it|that|this|they|them|those|these|their|one|ones|there)\b")
_AMOUNT_PARTS_WRITTEN: tuple[tuple[AmountPart, str], ...] = (
    ("offer", r"\b(?:offer(?:ed|ing|s)?|they(?:'re| are)? (?:give|giving|pay|paying|said)|job (?:pays|that pays)|counter)\b"),
    ("claim", r"\b(?:says?|said|claims?|heard|read|reports?|shows?|according to|actually|more like|glassdoor|levels|blind|payscale|linkedin|told me)\b"),
    ("budget", r"\b(?:budget|we (?:can )?(?:pay|have|offer|afford)|afford|our (?:range|band))\b"),
    ("wish", r"\b(?:want|ask(?:ing)? for|expect(?:ing)?|hop(?:e|ing)|aim(?:ing)?|need|would like|target)\b"),
    ("own_pay", r"\b(?:i(?:'m| am)?(?: currently| now| only| just)? (?:make|making|earn|earning|get|getting|on|paid)|my (?:current )?(?:salary|pay|income|wage)|i get paid|i (?:cleared|made|took home|earned)|currently (?:on|make|earn)|than i (?:make|earn|get))\b|\bam i\b|\bi'?m on\b"),
)  # fmt: skip
_AMOUNT_PARTS = tuple((one, re.compile(pattern)) for one, pattern in _AMOUNT_PARTS_WRITTEN)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class MessageReader(GraphComponent):
    """Reads a message once, and leaves the reading in the output, where actions, servers and clients see it."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the defaults, each with its reason."""
        return {
            # Longer messages aren't read to their end, so they aren't answered as if they were.
            "most_characters": 4000,
        }

    def __init__(self, config: dict[str, Any]) -> None:
        """Take the configuration, and the names in the facts."""
        self._most_characters = config["most_characters"]
        self._names = names_in_facts()
        self._subjects = SubjectFinder(self._names)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageReader:
        """Return the component."""
        return cls(config)

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        """Add the reading to each message."""
        memory = memory_of(tracker)
        for message in messages:
            message.set(READING, self.read(message, memory).to_dict(), add_to_output=True)
            ranking = message.get(INTENT_RANKING_KEY) or []
            message.set(INTENT_RANKING_KEY, ranking[:_RANKED], add_to_output=True)
        return messages

    def read(self, message: Message, memory: Mapping[str, Any]) -> Reading:
        """The reading of a message that the rest of the pipeline has been through, in a talk with that memory."""
        offered = offered_in(memory)
        text = message.get(TEXT) or ""
        entities = message.get(ENTITIES) or []
        whole = plain(message.get(RIGHT_TEXT) or text)
        asked = core(asking_part(whole))
        ranking = message.get(INTENT_RANKING_KEY) or []
        subjects = self._subjects.find(text, entities)
        refers, numbers = references_in(asked)
        period = next((str(e["value"]) for e in entities if e["entity"] == "period"), None)
        restrictions = restrictions_in(plain(text), entities)
        topic = topic_of((message.get(INTENT) or {}).get("name") or UNCLEAR)
        where = asks_for_place(asked)
        if where and not any(one.kind == "place" for one in restrictions) and topic in (*PAY, "openings"):
            restrictions = (*restrictions, Restriction("where", where))
        if (
            subjects
            and _DEFINES.match(asked) is None
            and (
                _names_only(asked, [s.words for s in subjects])
                or self._has_names_alone(asked)
                or _SAME_FOR.search(asked)
            )
        ):
            topic = "follow_up"
        is_fragment = self._is_fragment(asked, whole, topic) or (
            len(asked.split()) <= _OPERATION_WORDS and bool(_RECKONS & set(refers))
        )
        # A word that no record has is what a question that was turned away is about: "ski patrol pay".
        turned_away = topic in UNCOVERED_TOPICS and (not memory.get("topic") or bool(message.get(UNSEEN_WORDS)))
        may_be_named = is_fragment or topic in ("follow_up", UNCLEAR, "near_miss", "education", "off_topic")
        further = tuple(str(e["value"]) for e in entities if e["entity"] == ALSO_ASKED)
        named_topic = topic_in(asked) if may_be_named and not turned_away and not further else None
        if _EARNS.search(asked) and topic not in (*PAY, *UNCOVERED_TOPICS):
            named_topic = "salary"
        if len([s for s in subjects if s.part == "asked"]) > 1 and re.search(r"\bor\b", asked):
            refers = (*refers, "either")
        if both_measures_in(asked) and not turned_away and not {"most", "least", "more", "less"} & set(refers):
            named_topic, further = "salary", ("openings",)
        amounts = amounts_in(plain(text), text, entities)
        if memory.get("topic") in PAY:
            period = period or _bare_period(asked)
            amounts = amounts or _bare_amount(asked)
        return Reading(
            topic=named_topic or topic,
            ranking=tuple(
                (topic_of(one["name"] or ""), round(float(one["confidence"]), 3)) for one in ranking[:_RANKED]
            ),
            form=form_of(asked),
            measure=measure_in(asked),
            is_named=named_topic is not None or names_topic(asked, topic),
            subjects=subjects,
            restrictions=restrictions,
            amounts=amounts,
            period=period,
            currency=None if (code := currency_in(text)) == "USD" else code,
            refers=refers,
            numbers=numbers,
            shape=shape_of(whole),
            acts=tuple(dict.fromkeys((*_acts(whole, topic), *(a for a in acts_in(plain(text)) if a == "foreign")))),
            facts=_nearest(message, NEAREST),
            facts_here=_nearest(message, NEAREST_HERE),
            further=further,
            picked=place_picked(text, offered) if offered else None,
            is_fragment=is_fragment,
            unseen=tuple(message.get(UNSEEN_WORDS) or ()),
            is_too_long=len(text) > self._most_characters,
            person=person_in(whole),
        )

    def _has_names_alone(self, asked: str) -> bool:
        """Whether the core has but known names, perhaps misspelt, and words that join them."""
        words = words_of(asked)
        named = self._names.find(words)
        return bool(named) and _names_only(asked, [asked[words[n.first].start : words[n.last - 1].end] for n in named])

    def _is_fragment(self, asked: str, whole: str, topic: str) -> bool:
        """Whether the message may be half a question, which takes up what the talk is about."""
        words = len(asked.split())
        return (
            topic == "follow_up"
            or words <= _FRAGMENT_WORDS
            or (words <= 14 and (_GOES_ON.search(whole) is not None or _PRONOUN.search(asked) is not None))
        )


_CONNECTING = re.compile(
    r"\b(?:and|or|but|what|whats|how|hows|wat|of|about|for|the|an?|as|vs|versus|ok|in|of|to|then|also|too|add|drop|not|i|mean|meant|no|sorry|same|with|plus|"
    r"please|pls|it|is|one|ones|instead|include|compare|compared|than|remove|leave|out|forget|without|if|were|was|be|s)\b"
)


# "What does a data scientist make": nothing is made, so money is.
_EARNS = re.compile(
    r"^what (?:do|does|would|will|can|could|did) .{2,45}\b(?:make|makes|earn|earns|get paid|bring home|take home)$"
)
# "What is a data engineer" asks what one is.
_DEFINES = re.compile(r"^(?:what(?:'s| is|s| are|'re)|who (?:is|are)) (?:an?|the)\b")
_SAME_FOR = re.compile(r"^(?:the )?same (?:question |thing |again |please )?(?:for|with|about)\b")
_BARE_PERIOD = re.compile(
    r"\b(?:an?|per|each|every|the|in an?)\s+(hour|day|week|month|year)\b|\b(hour|dai|week|month|year|annual)ly\b"
)
# "for 150", "I'm at 135": thousands left out, in a talk on pay.
_BARE_AMOUNT = re.compile(
    r"\b(?:for|at|to|says?|get|getting|about|around|is|on|make|offered|offer|than|want|was|of)\s+\$?(?P<amount>\d{2,3})\b(?![\d,.]*\s*(?:%|k\b|percent|years?|yrs?|hours?|days?|weeks?|months?|people|jobs|openings|th\b|st\b|nd\b))"
)


def _bare_period(asked: str) -> str | None:
    found = _BARE_PERIOD.search(asked)
    if found is None:
        return None
    word = found.group(1) or found.group(2)
    return {"dai": "day", "annual": "year"}.get(word, word)


def _bare_amount(asked: str) -> tuple[Amount, ...]:
    found = _BARE_AMOUNT.search(asked)
    if found is None:
        return ()
    part = _part_in(asked) or "question"
    return (Amount(float(found["amount"]) * 1000, "USD", "year", True, part, f"{found['amount']}k"),)


def _names_only(asked: str, names: list[str]) -> bool:
    """Whether the core of a message has nothing but names of professions, and words that join them.

    >>> _names_only("and what about data analysts", ["data analysts"]), _names_only("data analyst pay", ["data analyst"])
    (True, False)
    """
    left = asked
    for name in sorted(names, key=len, reverse=True):
        left = left.replace(name, " ")
    return not re.search(r"\w", _CONNECTING.sub(" ", left))


def _acts(whole: str, topic: str) -> tuple[str, ...]:
    """What the message does besides asking; of a word on an answer also whether it praises or blames."""
    opinion = opinion_in(whole) if topic == "feedback" else None
    return (*acts_in(whole), *((opinion,) if opinion else ()))


def memory_of(tracker: DialogueStateTracker | None) -> Mapping[str, Any]:
    """The state of the talk, as its slot keeps it; empty without a conversation."""
    memory = tracker.get_slot("memory") if tracker is not None else None
    return memory if isinstance(memory, Mapping) else {}


def offered_in(memory: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Title and sentence of each button that the last answer offered."""
    offered = memory.get("offered")
    return [(str(one[0]), str(one[1])) for one in offered or [] if isinstance(one, list) and len(one) > 1]


def amounts_in(text: str, written: str, entities: list[dict[str, Any]]) -> tuple[Amount, ...]:
    """The sums of money in a message, each with its period, said or guessed, and its part."""
    amounts = [e for e in entities if e["entity"] == "amount"]
    periods = [e for e in entities if e["entity"] == "period"]
    found = []
    for number, entity in enumerate(amounts):
        if "figure" in str(entity["value"]).lower():
            continue  # "six figures" is no sum
        end = amounts[number + 1]["start"] if number + 1 < len(amounts) else len(written)
        mine = [p for p in periods if entity["end"] <= p["start"] < end] or (periods if len(amounts) == 1 else [])
        period = str(mine[0]["value"]) if mine else None
        pay = read_pay(str(entity["value"]), period, written)
        if pay is None:
            continue
        before = text[: entity["start"]]
        part = _part_in(before[-60:]) or _part_in(text) or "question"
        found.append(Amount(pay.amount, pay.currency, pay.period, period is not None, part, str(entity["value"])))
    return tuple(found)


def _part_in(text: str) -> AmountPart | None:
    """The part of an amount that the words around it tell."""
    return next((part for part, pattern in _AMOUNT_PARTS if pattern.search(text)), None)


def _nearest(message: Message, name: str) -> tuple[NearFact, ...]:
    found: tuple[NearFact, ...] = message.get(name) or ()
    return found
