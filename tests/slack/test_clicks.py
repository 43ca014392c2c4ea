"""Buttons: what a click asks, what becomes of the buttons, and what is thought of answers."""

import json
import time

from tests.slack.conftest import SlackBot
from tests.slack.fake import FakeSlack, Message
from tests.slack.test_conversations import FIGURE, QUESTION, kinds


def asked(slack: FakeSlack, channel: str = "careers", text: str = f"@wayfinder {QUESTION}") -> Message:
    """Return the answer to a question."""
    return slack.answer(slack.user_says(channel, "ana", text))


def answers_in(slack: FakeSlack, answer: Message, count: int) -> list[Message]:
    """Return our posts in an answer's thread, when there are so many."""

    def ours() -> list[Message]:
        thread = slack.messages(answer.channel, answer.thread_ts)
        found = [message for message in thread if message.bot_id == answer.bot_id]
        return found if len(found) >= count else []

    return slack.wait_for(ours)


def small_print(message: Message) -> str:
    """Return the text of a message's context blocks."""
    contexts = [block for block in message.blocks if block["type"] == "context"]
    return "\n".join(element["text"] for block in contexts for element in block["elements"])


def feedback_in(slack_bot: SlackBot, conversation: str) -> list[dict[str, str]]:
    """Return what was thought of the answers of a conversation, as it is stored."""
    with slack_bot.stored() as db:
        rows = db.execute(
            "select data from events where sender_id = ? and type_name = 'slot'", [conversation]
        ).fetchall()
    return [event["value"] for (data,) in rows if (event := json.loads(data))["name"] == "feedback"]


def test_a_click_asks_what_the_button_stands_for(slack: FakeSlack) -> None:
    """The answer comes into the same thread."""
    answer = asked(slack)

    slack.clicks("ana", answer, "Pay compared")

    assert "$133,764" in answers_in(slack, answer, 2)[1].text


def test_after_a_click_the_buttons_give_way_to_the_choice(slack: FakeSlack) -> None:
    """In a channel it is said who chose; words, sources and ratings stay."""
    answer = asked(slack)
    before = kinds(answer)

    slack.clicks("ben", answer, "Pay compared")
    answers_in(slack, answer, 2)

    ben = slack.team().user("ben").id
    assert "actions" in before
    assert "actions" not in kinds(answer)
    assert f"<@{ben}> asked: Pay compared" in small_print(answer)
    assert FIGURE in answer.text
    assert "Source: Indeed" in small_print(answer)
    assert "context_actions" in kinds(answer)


def test_in_a_direct_message_nobody_needs_to_be_told_who_chose(slack: FakeSlack) -> None:
    """There is only one."""
    answer = asked(slack, "ana", QUESTION)

    slack.clicks("ana", answer, "Pay compared")
    answers_in(slack, answer, 2)

    assert "Asked: Pay compared" in small_print(answer)


def test_buttons_clicked_twice_at_once_ask_once(slack: FakeSlack) -> None:
    """By one person or by two, on one button or on two."""
    answer = asked(slack)

    slack.clicks("ana", answer, "Pay compared")
    slack.clicks("ben", answer, "How to become one")
    answers_in(slack, answer, 2)
    time.sleep(0.8)

    assert len(answers_in(slack, answer, 2)) == 2


def test_a_choice_may_be_made_of_each_answer_in_turn(slack: FakeSlack) -> None:
    """The next answer has buttons of its own."""
    answer = asked(slack, "ben", QUESTION)
    slack.clicks("ben", answer, "Pay compared")
    second = answers_in(slack, answer, 2)[1]

    slack.clicks("ben", second, "Openings")

    assert "openings" in answers_in(slack, answer, 3)[2].text


def test_what_is_thought_of_an_answer_is_stored_with_its_id(slack_bot: SlackBot) -> None:
    """And may be thought again: the latest counts."""
    slack = slack_bot.slack
    answer = asked(slack)
    conversation = f"{slack.team().id}:{answer.channel}:{answer.thread_ts}"

    slack.clicks("ana", answer, "👎")
    slack.wait_for(lambda: len(feedback_in(slack_bot, conversation)) == 1)
    slack.clicks("ana", answer, "👍")
    slack.wait_for(lambda: len(feedback_in(slack_bot, conversation)) == 2)

    found = feedback_in(slack_bot, conversation)
    rated = [block["block_id"].split("|")[1] for block in answer.blocks if block["type"] == "context_actions"]
    assert [{answer: each["value"] for answer, each in noted.items()} for noted in found] == [
        {rated[0]: "down"},
        {rated[0]: "up"},
    ]


def test_who_rates_an_answer_is_thanked_and_nobody_else(slack: FakeSlack) -> None:
    """In the thread."""
    answer = asked(slack)

    slack.clicks("ben", answer, "👍")

    thanks = slack.wait_for(lambda: [m for m in slack.messages("careers", answer.thread_ts) if m.ephemeral_to])[0]
    assert "Thank you" in thanks.text
    assert thanks.ephemeral_to == slack.team().user("ben").id


def test_a_rating_changes_nothing_in_the_conversation(slack: FakeSlack) -> None:
    """What was last spoken of is still known."""
    answer = asked(slack, "ana", "what skills does an ML engineer need?")
    slack.clicks("ana", answer, "👍")
    slack.wait_for(lambda: [m for m in slack.messages("ana", answer.thread_ts) if m.ephemeral_to])

    more = slack.user_says("ana", "ana", "tell me more", thread=answer.thread_ts)

    assert "of what" not in slack.answer(more).text


def test_neither_a_greeting_nor_an_apology_asks_whether_it_helped(slack: FakeSlack) -> None:
    """There is nothing to rate."""
    assert "context_actions" not in kinds(asked(slack, "ana", "hello"))
