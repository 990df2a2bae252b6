"""What a text is made of: tokens, sentences, paragraphs, numbers, the parse."""
