"""What a visitor does with the chat when nothing goes wrong."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.conftest import Bot
from tests.widget.conftest import page_of
from tests.widget.visitor import Visitor


@pytest.fixture
def reader(visitor: Visitor, chat_bot: Bot) -> Visitor:
    """A visitor who has opened the chat on the bot's own page."""
    return visitor.goes_to(page_of(chat_bot)).opens()


def test_the_first_open_greets_and_suggests(reader: Visitor) -> None:
    """Nothing is asked of the server before the visitor says something."""
    expect(reader.log).to_contain_text("What would you like to know?")
    expect(reader.log.get_by_role("button")).to_have_count(4)
    expect(reader.field).to_be_focused()
    reader.screenshot("first-open")

    assert reader.store("session") is None


def test_a_question_is_answered(reader: Visitor) -> None:
    """The answer comes with its figure, its time and its quick replies, and the greeting goes."""
    answer = reader.asks("How much do ML engineers earn?")

    assert "$110,673" in answer
    assert reader.questions.all_inner_texts() == ["How much do ML engineers earn?"]
    expect(reader.log).not_to_contain_text("What would you like to know?")
    expect(reader.log.locator("time")).to_have_count(2)
    expect(reader.log.get_by_role("group", name="Ask next")).to_be_visible()
    reader.screenshot("asked")


def test_a_follow_up_keeps_the_subject(reader: Visitor) -> None:
    """Pay stays pay in the second question."""
    reader.asks("How much do ML engineers earn?")

    assert "$102,069" in reader.asks("and data scientists?")


def test_a_suggestion_asks_its_question(reader: Visitor) -> None:
    """One press is enough."""
    reader.page.get_by_role("button", name="How do I become one?").click()

    assert "degree" in reader.answer()
    assert reader.questions.all_inner_texts() == ["How do I become one?"]


def test_a_quick_reply_sends_the_sentence_behind_it_and_stays(reader: Visitor) -> None:
    """The visitor sees what was asked for them, and the keyboard doesn't lose its place."""
    reader.asks("How much do ML engineers earn?")
    reply = reader.page.get_by_role("button", name="Pay compared")
    reply.focus()
    reply.press("Enter")

    assert "Deep learning engineers" in reader.answer(1)
    assert reader.questions.all_inner_texts()[1] == "Which of these jobs pays the most?"
    expect(reply).to_be_focused()


def test_bars_are_as_long_as_their_values(reader: Visitor) -> None:
    """The highest pay fills the row; the lowest, $65,652 of $133,764, is 49.08 % of it."""
    reader.asks("Which of these jobs pays the most?")
    widths = [bar.get_attribute("width") for bar in reader.log.locator("figure rect").all()]
    reader.log.locator("figure").scroll_into_view_if_needed()
    reader.screenshot("chart")

    assert widths[0] == "100%"
    assert float(widths[-1].rstrip("%")) == pytest.approx(49.08, abs=0.01)


def test_bars_are_a_table_for_who_cannot_see_them(reader: Visitor) -> None:
    """The drawing is hidden from assistive technology, and the same rows are there as a table."""
    reader.asks("Which of these jobs pays the most?")
    table = reader.log.get_by_role("table", name="Average pay a year in the United States")

    expect(table.get_by_role("row")).to_have_count(8)
    expect(table.get_by_role("row", name="deep learning engineers $133,764")).to_have_count(1)
    expect(reader.log.locator(".bars")).to_have_attribute("aria-hidden", "true")


def test_the_table_unfolds(reader: Visitor) -> None:
    """It has the sources, which the bars haven't."""
    reader.asks("Which of these jobs pays the most?")
    reader.log.get_by_text("As a table").click()

    row = reader.log.get_by_role("row", name=re.compile("data analysts .* Indeed, around August 2022"))
    expect(row).to_be_visible()
    reader.screenshot("table")


def test_the_lead_is_larger_and_the_bars_stand_in_place_of_the_rows(reader: Visitor) -> None:
    """Then what else is known, and whom all of it is from, in small print."""
    answer = reader.asks("Which of these jobs pays the most?")
    lead = reader.log.locator("[part=lead]")
    size = "words => parseFloat(getComputedStyle(words).fontSize)"
    line = reader.answers.locator("small")

    assert "Deep learning engineers" in lead.inner_text()
    assert "$133,764" in lead.inner_text()
    assert "1. Deep learning engineers" not in answer
    assert lead.evaluate(size) > reader.questions.first.evaluate(size) > line.evaluate(size)
    assert line.inner_text().startswith("Source: Indeed")


def test_rows_without_values_are_a_numbered_list(reader: Visitor) -> None:
    """There is nothing to draw of them."""
    reader.asks("How do I become one?")

    expect(reader.answers.locator("ol > li").first).to_contain_text("degree")
    expect(reader.log.locator("figure")).to_have_count(0)


def test_who_speaks_and_that_chats_are_saved_is_said_once(reader: Visitor) -> None:
    """By the chat itself before anything is asked, so no answer says it again."""
    said = "I'm a bot; each figure has its date. Chats are saved."
    expect(reader.log.get_by_text(said)).to_be_visible()
    reader.asks("How much do ML engineers earn?")
    reader.asks("and data engineers?")

    expect(reader.log.get_by_text(said)).to_have_count(1)
    expect(reader.log.get_by_text("saved")).to_have_count(1)


def test_an_answer_without_parts_is_shown_by_its_text(visitor: Visitor, odd_bot: Bot) -> None:
    """As a bot sends it that is older than the chat."""
    visitor.goes_to(page_of(odd_bot)).opens()
    answer = visitor.asks("Which of these jobs pays the most, older?")

    assert "1. Deep learning engineers: $133,764" in answer
    expect(visitor.log.locator("[part=lead]")).to_have_count(0)
    expect(visitor.log.locator("figure rect")).to_have_count(7)


def test_sources_unfold_with_their_dates(reader: Visitor) -> None:
    """Each with how it is dated; an address is a link to a page of its own, a missing one is none."""
    reader.asks("How much do ML engineers earn?")
    fold = reader.log.locator("details.sources").first
    expect(fold.get_by_role("listitem").first).to_be_hidden()
    fold.locator("summary").click()

    expect(fold).to_contain_text("figure of August 10, 2022")
    expect(fold).to_contain_text("figure of June 2022, cited by Coursera")
    link = fold.get_by_role("link", name="Machine Learning Engineer Salary in United States")
    expect(link).to_have_attribute("href", "https://www.indeed.com/career/machine-learning-engineer/salaries")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(fold).to_contain_text("Career page of the machine learning engineer")
    expect(fold.get_by_role("link", name="Career page")).to_have_count(0)
    fold.scroll_into_view_if_needed()
    reader.screenshot("sources")
    reader.asks("How fast do jobs for computer and information research scientists grow?")
    expect(reader.log.locator("details.sources").last).to_contain_text(
        "undated, read November 8, 2022, cited by Coursera"
    )


def test_an_answer_is_copied_with_its_sources(visit: Callable[..., Visitor], chat_bot: Bot) -> None:
    """What is pasted elsewhere still says where it comes from."""
    reader = visit(permissions=["clipboard-read", "clipboard-write"]).goes_to(page_of(chat_bot)).opens()
    reader.asks("How much do ML engineers earn?")
    reader.log.get_by_role("button", name="Copy answer").click()
    expect(reader.dialog.get_by_role("status").get_by_text("Copied")).to_be_attached()
    copied = reader.page.evaluate("navigator.clipboard.readText()")

    assert copied.startswith("ML engineers average $110,673")
    assert "https://www.indeed.com/career/machine-learning-engineer/salaries" in copied


def test_feedback_reaches_the_conversation_and_can_be_changed(reader: Visitor) -> None:
    """After a reload the last verdict is shown, so it is the server that has it."""
    reader.asks("How much do ML engineers earn?")
    reader.log.get_by_role("button", name="Helpful", exact=True).click()
    expect(reader.log.get_by_role("button", name="Helpful", exact=True)).to_have_attribute("aria-pressed", "true")
    reader.log.get_by_role("button", name="Not helpful").click()
    reason = reader.log.get_by_role("textbox", name="What was wrong? (optional)")
    expect(reason).to_be_focused()
    expect(reader.log.get_by_role("button", name="Send reason")).to_be_in_viewport(ratio=1)
    reader.screenshot("feedback")
    reason.fill("Too old.")
    reader.log.get_by_role("button", name="Send reason").click()
    expect(reason).to_be_hidden()
    reader.page.reload()

    expect(reader.log.get_by_role("button", name="Not helpful")).to_have_attribute("aria-pressed", "true")
    expect(reader.log.get_by_role("button", name="Helpful", exact=True)).to_have_attribute("aria-pressed", "false")


def test_shift_enter_begins_a_line_and_the_field_grows(reader: Visitor) -> None:
    """Only Enter alone sends."""
    before = reader.field.bounding_box()
    reader.field.fill("How much do")
    reader.field.press("Shift+Enter")
    reader.field.type("ML engineers earn?")
    after = reader.field.bounding_box()
    reader.field.press("Enter")

    assert before is not None
    assert after is not None
    assert after["height"] > before["height"]
    assert "$110,673" in reader.answer()


def test_a_long_question_sees_its_limit_coming(reader: Visitor) -> None:
    """No more than a thousand characters go in."""
    reader.field.fill("a" * 900)
    expect(reader.dialog.get_by_text("100 characters left")).to_be_visible()
    reader.field.press_sequentially("b" * 120, delay=0)

    assert len(reader.field.input_value()) == 1000


def test_an_empty_question_is_not_sent(reader: Visitor) -> None:
    """Spaces and line breaks are no question."""
    reader.writes("  \n ")

    expect(reader.questions).to_have_count(0)
