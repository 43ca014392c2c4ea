"""What the bot shows before anybody asks: its Home, and prompts to begin with."""

from typing import Any

from actions.answering.menu import menu_lines
from actions.answering.wording import say, suggestion
from wayfinder.channels.slack.answer_blocks import context, example_buttons, section
from wayfinder.channels.slack.slack_text import escape

PROMPTS = ("salary", "salary_compare", "become", "skills")  # Slack shows four at the most
EXAMPLES = ("define_role", "salary", "salary_compare", "skills", "education", "become", "switch", "outlook", "remote")


def home_view(direct: str) -> dict[str, Any]:
    """Return our Home: who we are, examples to press, all subjects, and what we don't know.

    `direct` is the channel of the person's direct messages with us, where the examples are answered.
    """
    return {
        "type": "home",
        "blocks": [
            {"type": "header", "text": {"type": "plain_text", "text": say("utter_slack_home")}},
            section(escape(say("utter_bot_challenge"))),
            section(escape(say("utter_slack_home_examples"))),
            example_buttons((suggestion(topic).shown() for topic in EXAMPLES), direct),
            {"type": "divider"},
            section(escape("\n".join(menu_lines()))),
            context(escape(say("utter_slack_kept"))),
        ],
    }


def prompts() -> list[dict[str, str]]:
    """Return the prompts that Slack shows above an empty conversation."""
    return [{"title": button.title, "message": button.payload} for button in map(suggestion, PROMPTS)]
