"""A person and the running bot in Slack: what is asked where, and what everybody sees."""

import pytest

from tests.slack.conftest import SlackBot
from tests.slack.fake import FakeSlack, Message

QUESTION = "How much does a machine learning engineer make?"
FIGURE = "$110,673"


def kinds(message: Message) -> list[str]:
    """Return the kinds of a message's blocks, in order."""
    return [block["type"] for block in message.blocks]


def settled(bot: SlackBot, calls: int) -> int:
    """Return the number of posts once nothing is under way that could add to `calls` of them."""
    bot.rest()
    return len(bot.slack.calls("chat.postMessage")) - calls


def test_a_mention_is_answered_in_its_thread(slack: FakeSlack) -> None:
    """With the figure that every channel tells."""
    said = slack.user_says("careers", "ana", f"@wayfinder {QUESTION}")

    answer = slack.answer(said)

    assert FIGURE in answer.text
    assert answer.thread_ts == said.ts


def test_a_direct_message_is_answered_in_a_thread_of_its_own(slack: FakeSlack) -> None:
    """Each message at the top begins a conversation."""
    said = slack.user_says("ana", "ana", QUESTION)

    assert FIGURE in slack.answer(said).text
    assert slack.answer(said).thread_ts == said.ts


def test_a_follow_up_in_a_thread_of_ours_needs_no_mention(slack: FakeSlack) -> None:
    """And knows what it follows up."""
    said = slack.user_says("careers", "ana", f"@wayfinder {QUESTION}")
    slack.answer(said)

    followed = slack.user_says("careers", "ben", "and data engineers?", thread=said.ts)

    assert "$115,205" in slack.answer(followed).text


def test_a_follow_up_sent_before_the_answer_is_there_is_answered_too(slack: FakeSlack) -> None:
    """The thread is ours from the mention on, and the order is kept."""
    said = slack.user_says("careers", "ana", f"@wayfinder {QUESTION}")
    for delivery in said.deliveries:
        delivery.wait()
    followed = slack.user_says("careers", "ana", "and data engineers?", thread=said.ts)

    first, second = slack.wait_for(lambda: (a := slack.answers(said)) and len(a) == 2 and a)

    assert FIGURE in first.text
    assert "$115,205" in second.text
    assert followed.ts < first.ts


def test_a_follow_up_in_a_direct_message_knows_its_thread(slack: FakeSlack) -> None:
    """And the next thread knows nothing of it."""
    said = slack.user_says("ben", "ben", "what skills does an ML engineer need?")
    slack.answer(said)

    followed = slack.user_says("ben", "ben", "tell me more", thread=said.ts)
    elsewhere = slack.user_says("ben", "ben", "tell me more")

    assert "of what" not in slack.answer(followed).text
    assert "of what" in slack.answer(elsewhere).text


def test_nothing_of_a_direct_message_is_known_in_a_channel(slack: FakeSlack) -> None:
    """The same person asks for more of the same in public."""
    said = slack.user_says("ana", "ana", "How much do data scientists make?")
    slack.answer(said)

    asked = slack.user_says("careers", "ana", "@wayfinder and of data engineers?")

    assert "data scientists" not in slack.answer(asked).text.lower()


def test_two_threads_of_a_channel_know_nothing_of_each_other(slack: FakeSlack) -> None:
    """What ben means isn't what ana asked for."""
    of_ana = slack.user_says("careers", "ana", "@wayfinder what skills does an ML engineer need?")
    of_ben = slack.user_says("careers", "ben", "@wayfinder hello")
    slack.answer(of_ana)
    slack.answer(of_ben)

    more = slack.user_says("careers", "ben", "tell me more", thread=of_ben.ts)

    assert "of what" in slack.answer(more).text


def test_two_people_in_one_thread_hold_one_conversation(slack: FakeSlack) -> None:
    """Ben asks for more of what ana asked for."""
    said = slack.user_says("careers", "ana", "@wayfinder what skills does an ML engineer need?")
    slack.answer(said)

    more = slack.user_says("careers", "ben", "tell me more", thread=said.ts)

    assert "of what" not in slack.answer(more).text


def test_one_turn_is_one_post(slack_bot: SlackBot, slack: FakeSlack) -> None:
    """Lead, table, support, whom it is from, the links, who is speaking, buttons and ratings together."""
    said = slack.user_says("careers", "ana", "@wayfinder which of these jobs pays the most?")

    answer = slack.answer(said)
    slack_bot.rest()

    assert len(slack.answers(said)) == 1
    assert kinds(answer) == [
        "section", "table", "section", "context", "context", "context", "actions", "context_actions"
    ]  # fmt: skip


def test_who_is_speaking_is_said_with_the_first_answer_alone(slack: FakeSlack) -> None:
    """In small print, not in the notification."""
    said = slack.user_says("careers", "ana", f"@wayfinder {QUESTION}")
    first = slack.answer(said)
    second = slack.answer(slack.user_says("careers", "ana", "and data engineers?", thread=said.ts))

    assert "Chats are saved." in str(first.blocks)
    assert "Chats are saved." not in first.text
    assert "Chats are saved." not in str(second.blocks)


def test_two_questions_in_one_message_are_answered_in_one_post(slack_bot: SlackBot, slack: FakeSlack) -> None:
    """With a line between them."""
    said = slack.user_says("ana", "ana", "What skills does an ML engineer need? And how many job openings are there?")

    answer = slack.answer(said)
    slack_bot.rest()

    assert "divider" in kinds(answer)
    assert len(slack.answers(said)) == 1


def test_no_previews_are_made_of_the_sources_links(slack: FakeSlack) -> None:
    """They would be longer than the answer."""
    said = slack.user_says("ana", "ana", QUESTION)
    slack.answer(said)
    (posted,) = [c for c in slack.calls("chat.postMessage") if c.arguments.get("thread_ts") == said.ts]

    assert posted.arguments["unfurl_links"] is False
    assert posted.arguments["unfurl_media"] is False
    assert FIGURE in posted.arguments["text"]


def test_a_mention_without_words_gets_help(slack: FakeSlack) -> None:
    """Nothing is asked, so the bot says what can be."""
    assert "Ask me about" in slack.answer(slack.user_says("careers", "ana", "@wayfinder")).text


def test_a_file_sent_with_a_question_doesnt_hide_the_question(slack: FakeSlack) -> None:
    """Its message has a subtype of its own."""
    said = slack.user_says("ana", "ana", QUESTION, files=("cv.pdf",))

    assert FIGURE in slack.answer(said).text


def test_a_follow_up_sent_to_the_channel_too_is_answered_in_the_thread(slack: FakeSlack) -> None:
    """Its message has a subtype of its own."""
    said = slack.user_says("careers", "ana", f"@wayfinder {QUESTION}")
    slack.answer(said)

    followed = slack.user_says("careers", "ana", "and data engineers?", thread=said.ts, broadcast=True)

    assert "$115,205" in slack.answer(followed).text


def test_a_person_who_speaks_to_another_in_our_thread_isnt_interrupted(slack_bot: SlackBot, slack: FakeSlack) -> None:
    """Whoever is mentioned first is spoken to."""
    said = slack.user_says("careers", "ana", f"@wayfinder {QUESTION}")
    slack.answer(said)
    before = len(slack.calls("chat.postMessage"))

    slack.user_says("careers", "ana", "@ben is that what you earn?", thread=said.ts)

    assert settled(slack_bot, before) == 0


def test_what_people_say_among_themselves_is_left_alone(slack_bot: SlackBot, slack: FakeSlack) -> None:
    """At the top of a channel, and in threads where nobody mentioned us."""
    before = len(slack.calls("chat.postMessage"))
    said = slack.user_says("careers", "ana", QUESTION)
    slack.user_says("careers", "ben", "no idea. How much do data engineers make?", thread=said.ts)

    assert settled(slack_bot, before) == 0


def test_edits_deletions_joins_and_bots_are_left_alone(slack_bot: SlackBot, slack: FakeSlack) -> None:
    """Also in a thread of ours, where any message is answered."""
    said = slack.user_says("careers", "ana", f"@wayfinder {QUESTION}")
    slack.answer(said)
    before = len(slack.calls("chat.postMessage"))

    slack.edits("careers", said.ts, f"@wayfinder {QUESTION} Really?")
    slack.joins("careers", "ben")
    slack.other_bot_says("careers", QUESTION, thread=said.ts)
    slack.deletes("careers", said.ts)

    assert settled(slack_bot, before) == 0


def test_our_own_posts_are_left_alone(slack_bot: SlackBot, slack: FakeSlack) -> None:
    """Slack tells us of them as of any message."""
    said = slack.user_says("ben", "ben", QUESTION)
    slack.answer(said)
    before = len(slack.calls("chat.postMessage"))

    assert settled(slack_bot, before) == 0
    assert len(slack.answers(said)) == 1


@pytest.mark.parametrize("asked", ["/restart", "/ask_salary"])
def test_a_slash_within_a_message_triggers_nothing(slack: FakeSlack, asked: str) -> None:
    """It would choose any intent."""
    assert "plain sentences" in slack.answer(slack.user_says("careers", "ana", f"@wayfinder {asked}")).text


def test_a_status_shows_that_we_work_and_the_thread_gets_a_title(slack: FakeSlack) -> None:
    """In direct messages, where Slack shows both."""
    said = slack.user_says("ana", "ana", QUESTION)
    slack.answer(said)
    status = [c for c in slack.calls("assistant.threads.setStatus") if c.arguments["thread_ts"] == said.ts]
    title = [c for c in slack.calls("assistant.threads.setTitle") if c.arguments["thread_ts"] == said.ts]
    (posted,) = [c for c in slack.calls("chat.postMessage") if c.arguments.get("thread_ts") == said.ts]

    assert [call.arguments["status"] for call in status] == ["is looking it up …"]
    assert [call.arguments["title"] for call in title] == [QUESTION]
    assert status[0].at < posted.at
