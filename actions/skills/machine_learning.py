"""What machine learning is, and what it is used for."""

from actions.answering.statements import StatementsAction


class ActionTellDefineMl(StatementsAction, topic="define_ml"):
    """Tell what machine learning is."""

    profession_matters = False
    assumes_ml_engineer = False
    next_topics = ("ml_uses", "define_role")


class ActionTellMlUses(StatementsAction, topic="ml_uses"):
    """Tell what machine learning is used for."""

    profession_matters = False
    assumes_ml_engineer = False
    next_topics = ("define_ml", "products")
