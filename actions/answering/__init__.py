"""What every answer is made of: the question, figures, citing, wording, buttons, memory."""
