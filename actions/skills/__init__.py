"""What is answered, one file a skill."""
