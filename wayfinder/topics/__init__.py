"""What a message asks: the sentence encoder, the topic classifier, and what is beyond the sources."""
