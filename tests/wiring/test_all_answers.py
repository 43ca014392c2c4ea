"""What holds for every answer: the contract's fields, no figure without a fact, text that can be shown anywhere."""

import re

from actions.topics import CAREER_TOPICS
from tests.support import raw_facts
from tests.wiring.accounts import without_examples
from tests.wiring.every_question import UNKNOWN, every_answer, failures

STATUSES = {"answered", "partial", "not_covered", "out_of_scope", "clarify", "social"}
WITH_FACTS = {"answered", "partial"}
# Topics that are of no profession: whoever is named in the question, it is about machine learning, the colleagues of
# ML engineers, the way to them from the job that is named, or the sources.
OF_NO_PROFESSION = {"define_ml", "ml_uses", "team", "switch", "sources"}
OF_A_PROFESSION = sorted(set(CAREER_TOPICS) - OF_NO_PROFESSION)
OF_ONE_PROFESSION = sorted(set(OF_A_PROFESSION) - {"salary_compare", "ml_vs_ds"})
FACTS = raw_facts()


def test_no_question_makes_an_action_raise():
    """Whatever is named, there is an answer and no apology."""
    assert failures() == {}


def test_every_answer_has_a_status_of_the_contract_and_facts_only_where_it_answers():
    """Facts are listed just where the status is answered or partial."""
    wrong = {
        case: (answer.status, answer.facts)
        for case, _, answer, _ in every_answer()
        if answer.status not in STATUSES or bool(answer.facts) != (answer.status in WITH_FACTS)
    }

    assert wrong == {}


def test_every_fact_listed_exists_and_stands_once():
    """The list has no unknown id and no id twice."""
    wrong = {
        case: answer.facts
        for case, _, answer, _ in every_answer()
        if len(set(answer.facts)) != len(answer.facts) or not set(answer.facts) <= FACTS.keys()
    }

    assert wrong == {}


def test_an_answer_that_states_no_fact_holds_no_digit():
    """Not covered, out of scope, asked back: no number but in an example or in the person's own words."""
    digits = {
        case: answer.lines
        for case, question, answer, _ in every_answer()
        if answer.status in ("not_covered", "out_of_scope", "clarify")
        and re.search(r"\d", without_examples("\n".join(answer.lines)).replace(question.level or "\0", ""))
    }

    assert digits == {}


def test_every_text_can_be_shown_in_any_channel():
    """There is a text, without a blank line, None, a brace, Markdown or space at an end."""
    odd = {
        case: message.text
        for case, _, _, message in every_answer()
        if not message.text.strip()
        or re.search(r"\n\s*\n|\bNone\b(?! of it is dated)|[{}]|\*\*|\]\(|^#|^\s|\s$", message.text)
    }

    assert odd == {}


def test_a_bullet_stands_only_at_the_head_of_a_line():
    """A figure that is quoted within a sentence leaves its bullet behind."""
    within = {
        case: line
        for case, _, answer, _ in every_answer()
        for text in answer.lines
        for line in text.splitlines()
        if "•" in line[1:]
    }

    assert within == {}


def test_no_line_is_said_twice_in_one_answer():
    """What is missing is told once, however many reasons there are to tell it."""
    twice = {
        case: [line for line in answer.lines if answer.lines.count(line) > 1]
        for case, _, answer, _ in every_answer()
        if len(set(answer.lines)) != len(answer.lines)
    }

    assert twice == {}


def test_every_answer_offers_at_most_four_buttons_that_differ():
    """Each has a title and what a person would type, and no two are the same."""
    wrong = {
        case: message.buttons
        for case, _, _, message in every_answer()
        if len(message.buttons) > 4
        or any(set(button) != {"title", "payload"} or not all(button.values()) for button in message.buttons)
        or len({button["payload"] for button in message.buttons}) != len(message.buttons)
    }

    assert wrong == {}


def test_every_answer_object_agrees_with_its_answer():
    """Topic, status and facts are the answer's; there is a source for each; only the terminal has no object."""
    wrong = {
        case
        for case, question, answer, message in every_answer()
        if (message.answer is None) != question.in_terminal or not _agrees(answer, message.answer)
    }

    assert wrong == set()


def _agrees(answer, told):
    return told is None or (
        (told["topic"], told["status"], told["facts"]) == (answer.topic, answer.status, list(answer.facts))
        and len(told["sources"]) == len({FACTS[fact]["source"] for fact in answer.facts})
        and re.fullmatch(r"[0-9a-f]{12}", told["facts_version"]) is not None
    )


def test_an_unknown_profession_alone_never_gets_a_fact():
    """No figure or statement of another profession is told in its place, and it is named as unknown."""
    told = {
        case: (answer.status, answer.facts)
        for case, question, answer, _ in every_answer(OF_A_PROFESSION)
        if question.unknown_professions
        and not question.professions
        and (answer.facts or (answer.status != "clarify" and not any(UNKNOWN in line for line in answer.lines)))
    }

    assert told == {}


def test_a_known_profession_gets_no_figure_of_another():
    """One named gets its own; for ML engineers, similar professions' openings and the occupation beside them are told as such."""
    beside = {"salary": {"computer_information_research_scientist"}, "outlook": {"computer_information_research_scientist"}}
    foreign = {
        case: answer.facts
        for case, question, answer, _ in every_answer(OF_ONE_PROFESSION)
        if len(question.professions) == 1
        and not (question.topic == "openings" and question.professions == ("machine_learning_engineer",))
        and any(
            FACTS[fact].get("profession") not in (None, question.professions[0])
            and not (question.professions == ("machine_learning_engineer",) and FACTS[fact]["profession"] in beside.get(answer.topic, ()))
            for fact in answer.facts
        )
    }

    assert foreign == {}


def test_every_figure_of_money_is_followed_by_its_source_and_date():
    """A line with a bullet and dollars ends by saying who says so and when, or that it is undated."""
    bare = {
        case: line
        for case, _, _, message in every_answer()
        for line in message.text.splitlines()
        if re.match(r"• .*\$\d", line) and not re.search(r"\((Indeed|US Bureau|Coursera)[^)]*(\d{4}|undated)[^)]*\)$", line)
    }

    assert bare == {}
