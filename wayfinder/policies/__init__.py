"""Policies that stand beside Rasa's RulePolicy."""
