"""What the bot shows before anybody asks: its Home, and prompts to begin with."""

from typing import Any

from actions.topics import SUBJECTS
from actions.wording import say, suggestion
from channels.slack.blocks import context, example_buttons, section
from channels.slack.text import escape

PROMPTS = ("salary", "salary_compare", "become", "skills")  # Slack shows four at the most
EXAMPLES = ("define_role", "salary", "salary_compare", "skills", "education", "become", "switch", "outlook", "remote")


def home_view(direct: str) -> dict[str, Any]:
    """Return our Home: who we are, examples to press, all subjects, and what we don't know.

    `direct` is the channel of the person's direct messages with us, where the examples are answered.
    """
    subjects = [say("utter_bullet", text=suggestion(topic)["payload"]) for topic in SUBJECTS]
    return {
        "type": "home",
        "blocks": [
            {"type": "header", "text": {"type": "plain_text", "text": say("utter_slack_home")}},
            section(escape(say("utter_bot_challenge"))),
            section(escape(say("utter_slack_home_examples"))),
            example_buttons(map(suggestion, EXAMPLES), direct),
            {"type": "divider"},
            section(escape("\n".join([say("utter_help"), *subjects]))),
            context(escape(say("utter_help_limits"))),
            context(escape(say("utter_slack_kept"))),
        ],
    }


def prompts() -> list[dict[str, str]]:
    """Return the prompts that Slack shows above an empty conversation."""
    return [{"title": button["title"], "message": button["payload"]} for button in map(suggestion, PROMPTS)]
