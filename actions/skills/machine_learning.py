"""What machine learning is, and what it is used for."""

from actions.answering.statements import StatementsAction


class ActionTellDefineMl(StatementsAction):
    """Tell what machine learning is."""

    topic = "define_ml"
    next_topics = ("ml_uses", "define_role")


class ActionTellMlUses(StatementsAction):
    """Tell what machine learning is used for."""

    topic = "ml_uses"
    next_topics = ("define_ml", "products")
