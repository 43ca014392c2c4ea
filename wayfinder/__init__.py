"""What runs inside Rasa: reading, topics, policies, channels, stores, and what is replaced in Rasa itself."""
