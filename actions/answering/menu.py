"""The menu: a question for each topic, under headings. Help shows it, and channels that have a place for it."""

from actions.answering.wording import say, suggestion

# Every topic once.
HELP = {
    "utter_help_work": ("define_ml", "ml_uses", "define_role", "responsibilities", "products", "skills", "team"),
    "utter_help_pay": ("salary", "salary_of", "salary_compare", "salary_location", "salary_assess"),
    "utter_help_market": ("openings", "outlook", "remote"),
    "utter_help_way_in": ("become", "education", "entry_level", "courses", "difficulty", "switch", "ml_vs_ds"),
    "utter_help_trust": ("sources",),
}


def menu_lines() -> list[str]:
    """Return the menu, each question one that its own topic answers, and what it doesn't hold."""
    lines = [say("utter_help")]
    for heading, topics in HELP.items():
        lines.append(say(heading))
        lines += [say("utter_bullet", text=suggestion(topic).payload) for topic in topics]
    return [*lines, say("utter_help_limits")]
