"""Texts that lost their punctuation on the way: every sign has become a blank."""

_WORDS_PER_SIGN = 60
_FEW_WORDS = 12


def is_stripped(text: str) -> bool:
    """Whether ``text`` has far fewer stops, commas and signs than its words would have."""
    words = text.count(" ") - 2 * text.count("  ")
    signs = sum(text.count(sign) for sign in ".,$%()\"'“-")
    return words > _FEW_WORDS and signs * _WORDS_PER_SIGN < words
