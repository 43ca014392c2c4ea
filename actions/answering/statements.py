"""Topics that are answered by statements: the one that answers leads, the nearest support it, a list is a list."""

import dataclasses
import re
from typing import ClassVar

from actions.answering.answer import Answer, Row
from actions.answering.citing import cite, lines_with_sources, one_source_line, with_source
from actions.answering.common_answers import not_covered, suggestions
from actions.answering.fact_choice import NEAR, Choice, choose, is_about, nearest_first, statements_about
from actions.answering.figures import pay_sentence
from actions.answering.limits import statement_limit
from actions.answering.memory import Shown
from actions.answering.question import Question
from actions.answering.topic_action import TopicAction
from actions.answering.wording import say
from actions.facts import Facts
from actions.facts.records import NotSaid, Statement

# What answers "how many", "how long" and "when".
_A_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|years|months|first|number one|sometimes|often|frequently)\b",
    re.IGNORECASE,
)
# As near as this to one record, a question doesn't ask for the list that it is in.
SURELY_ONE = 0.68
# "What is it" asks for what it is, unless it is as near as this to one thing of it.
SURELY_DEFINED = 0.85
# Forms that ask for one thing: what is near to it isn't it.
_ASKS_ONE_THING = ("yes_no", "how_much", "which", "when", "why")
MOST_SUPPORT = 2
MOST_ROWS = 6


class StatementsAction(TopicAction):
    """Answer with the statement that the question asks for, and what is next to it."""

    next_topics: ClassVar[tuple[str, ...]] = ("salary", "become")

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the statement that leads, or what isn't said; of a list, how many there are and which."""
        choice = choose(question, facts)
        told = statements_about(question, question.topic, facts)
        if question.operation == "more":
            return self._more(question, told, facts)
        if choice is not None and isinstance(choice.record, NotSaid) and choice.is_sure:
            return refusal(choice.record, question, facts)
        defines = question.form == "define" and question.topic in ("define_role", "define_ml") and bool(told)
        if defines and (choice is None or choice.similarity < SURELY_DEFINED):
            return self._led(Choice(told[0], 1.0, None, True), question, facts)
        if choice is not None and choice.is_sure and not self._is_a_list(question, choice):
            if isinstance(choice.record, Statement) and not gives_what_is_asked(choice.record, question):
                return self._nearest_told(choice.record, question, facts)
            return self._led(choice, question, facts)
        if not told:
            return self._of_ours_instead(question, facts) if question.is_carried else not_covered(question, facts)
        if self._is_a_list(question, choice):
            return self._list(question, told, facts)
        if choice is not None and question.form in _ASKS_ONE_THING:
            return self._nearest_only(choice, question, facts)
        if (
            choice is not None
            and isinstance(choice.record, Statement)
            and choice.record.topic == question.topic
            and choice.similarity >= NEAR
        ):
            return self._led(choice, question, facts)
        return self._led(Choice(told[0], 0.0, None, True), question, facts)

    def _nearest_only(self, choice: Choice, question: Question, facts: Facts) -> Answer:
        """What is nearest to a question after one thing, where nothing is sure to be that; with a word that it isn't."""
        record = choice.record
        if isinstance(record, NotSaid):
            return (
                refusal(record, question, facts)
                if choice.similarity >= NEAR
                else self._nearest_told(None, question, facts)
            )
        return self._nearest_told(record, question, facts)

    def _nearest_told(self, record: Statement | None, question: Question, facts: Facts) -> Answer:
        near = record or next(iter(nearest_first(statements_about(question, question.topic, facts), question)), None)
        if near is None:
            return not_covered(question, facts)
        unseen = " or ".join(f"“{word}”" for word in unmentioned(question))
        told = with_source(near.statement, near, facts)
        lead = (
            say("utter_not_mentioned_but", words=unseen, statement=told)
            if unseen
            else say("utter_not_exactly_but", statement=told)
        )
        return Answer(
            near.topic, "partial", lead, facts=(near.id,),
            buttons=suggestions(*self.next_topics), shown=(Shown(near.id, "statement"),),
        )  # fmt: skip

    def _of_ours_instead(self, question: Question, facts: Facts) -> Answer:
        """That nothing is known of the profession that the talk is about, and what is known of ML engineers."""
        ours = self.answer(
            question.asking(question.topic, professions=(), unknown=(), is_default=True, is_carried=False), facts
        )
        names = [facts.profession(p).plural for p in question.professions] + list(question.unknown)
        if ours.status != "answered" or not ours.facts:
            return not_covered(question, facts)
        lead = say("utter_ours_instead", professions=" or ".join(names), answer=ours.lead)
        return dataclasses.replace(ours, status="partial", lead=lead, asked=question)

    def _led(self, choice: Choice, question: Question, facts: Facts) -> Answer:
        return self.led_by(choice, question, facts, self.next_topics)

    def _is_a_list(self, question: Question, choice: Choice | None) -> bool:
        """Whether the question asks for several: one thing of the topic that it is surely after isn't a list."""
        if question.operation == "nth" or (question.form not in ("list", "how_to") and "list" not in question.shape):
            return False
        if question.form == "how_to" and question.topic not in ("become", "switch", "entry_level"):
            return False
        return choice is None or choice.record.topic != question.topic or choice.similarity < SURELY_ONE

    @classmethod
    def led_by(cls, choice: Choice, question: Question, facts: Facts, next_topics: tuple[str, ...]) -> Answer:
        """The answer that a statement leads, with what is next to it."""
        record = choice.record
        assert isinstance(record, Statement)
        lead = lead_of(record, choice.answer, question, facts)
        limit, kinds = statement_limit(question)
        # A sentence that gathers others, which has no short form, needs none of them below it.
        support = (
            [] if _wants_little(question) or record.short is None else cls._support(record, choice, question, facts)
        )
        told = [record, *support]
        return Answer(
            record.topic,
            "partial" if limit else "answered",
            lead,
            support=tuple(lines_with_sources(support, cite(record, facts), facts)),
            limits=(limit,) if limit else (),
            facts=tuple(s.id for s in told),
            buttons=() if "number_only" in question.shape else suggestions(*next_topics),
            shown=tuple(Shown(s.id, "statement") for s in told),
            restricted=kinds,
        )

    @staticmethod
    def _support(record: Statement, choice: Choice, question: Question, facts: Facts) -> list[Statement]:
        beside = [s for s in statements_about(question, record.topic, facts) if s.id != record.id]
        near = [
            s
            for s in nearest_first(beside, question)
            if any(n.id == s.id and n.similarity > 0.42 for n in question.facts)
        ]
        fresh = [s for s in (near or ([] if choice.answer else beside)) if s.id not in question.memory.told]
        return fresh[: 1 if question.form in ("yes_no", "how_much", "when", "source") else MOST_SUPPORT]

    def _list(self, question: Question, told: list[Statement], facts: Facts) -> Answer:
        listed = [s for s in told if s.short] or told
        shown = listed if len(listed) <= MOST_ROWS else listed[: MOST_ROWS - 1]
        if "short" in question.shape:
            shown = shown[:3]
        limit, kinds = statement_limit(question)
        first = (shown[0].short or shown[0].statement).rstrip(".")
        return Answer(
            question.topic,
            "partial" if limit else "answered",
            say(f"utter_list_{question.topic}", count=count_in_words(len(listed)), first=first[:1].lower() + first[1:]),
            rows=tuple(Row(s.short or s.statement.rstrip("."), s.id) for s in shown),
            limits=((limit,) if limit else ())
            + ((say("utter_more_of_list", count=len(listed) - len(shown)),) if len(shown) < len(listed) else ()),
            source_line=one_source_line(shown, facts),
            facts=tuple(s.id for s in shown),
            buttons=suggestions(*self.next_topics),
            shown=tuple(Shown(s.id, "statement") for s in shown),
            restricted=kinds,
        )

    def _more(self, question: Question, told: list[Statement], facts: Facts) -> Answer:
        """The next statements on the same question that weren't told yet."""
        fresh = [s for s in nearest_first(told, question) if s.id not in question.memory.told][:3]
        if not fresh:
            return Answer(question.topic, "social", say("utter_no_more"), buttons=suggestions(*self.next_topics))
        lines = lines_with_sources(fresh, None, facts)
        return Answer(
            question.topic, "answered", lines[0], support=tuple(lines[1:]), facts=tuple(s.id for s in fresh),
            buttons=suggestions(*self.next_topics), shown=tuple(Shown(s.id, "statement") for s in fresh),
        )  # fmt: skip


def unmentioned(question: Question) -> tuple[str, ...]:
    """The words of a question that no record has, without those that are named as restrictions anyway."""
    named = " ".join(one.words.lower() for one in question.restrictions)
    return tuple(word for word in question.reading.unseen if word.lower() not in named)


def gives_what_is_asked(record: Statement, question: Question) -> bool:
    """Whether a statement has what the form of the question asks for: a number, a time; and the things that it names.

    "How many programming languages" isn't answered by "learn various languages", nor "does eBay …" by what Amazon does.
    """
    if question.operation is not None:
        return True
    if unmentioned(question) and question.form in ("yes_no", "which", "how_much", "when", "how_to", "why"):
        return False
    return question.form not in ("how_much", "when") or _A_NUMBER.search(record.statement) is not None


def lead_of(record: Statement, answer: str | None, question: Question, facts: Facts) -> str:
    """The sentence that leads: the statement with who says it, after a yes or a no where one was written."""
    plainer = record.simple if "simple" in question.shape and not re.search(r"\d", record.statement) else None
    sentence = plainer or record.statement
    told = with_source(sentence, record, facts)
    if answer is None or question.form not in ("yes_no", "statement", "advice"):
        return told
    if answer == "it says so":
        return say("utter_says_so", publisher=facts.source(record.source).publisher, statement=told)
    if answer in sentence.lower():
        return told
    return say("utter_yes_no", answer=answer, statement=told)


def refusal(record: NotSaid, question: Question, facts: Facts) -> Answer:
    """What isn't said, and the nearest fact of the same subject where there is one that the person would want."""
    pay = next((s for s in facts.salaries if s.id == record.nearest), None)
    if pay is not None:
        sentence = pay_sentence(pay, None, facts)[0]
        return Answer(
            record.topic, "partial", f"{sentence}.", limits=(record.statement,), facts=(pay.id,), buttons=suggestions("salary_compare"),
            shown=(Shown(pay.id, "pay", pay.profession, pay.salary_usd_per_year),),
        )  # fmt: skip
    nearest = next((s for s in facts.statements if s.id == record.nearest), None)
    if nearest is not None and (nearest.id in question.memory.told[-8:] or not is_about(nearest, question)):
        nearest = None
    return Answer(
        record.topic,
        "partial" if nearest else "not_covered",
        record.statement,
        support=(say("utter_nearest", statement=with_source(nearest.statement, nearest, facts)),) if nearest else (),
        facts=(nearest.id,) if nearest else (),
        buttons=() if nearest else suggestions(*_near_topics(record.topic)),
    )


def _near_topics(topic: str) -> tuple[str, ...]:
    return {
        "salary": ("salary", "salary_compare"),
        "openings": ("openings", "outlook"),
        "outlook": ("outlook", "openings"),
    }.get(topic, (topic, "become") if topic not in ("become", "sources") else ("become", "education"))


def _wants_little(question: Question) -> bool:
    return bool({"short", "number_only"} & set(question.shape)) or question.is_further


_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def count_in_words(count: int) -> str:
    return _WORDS[count] if count < len(_WORDS) else str(count)
