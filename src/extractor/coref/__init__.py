"""What pronouns and common nouns stand for."""
