"""What happened: who did what to which instrument, when."""

import re

from spacy.tokens import Doc

from extractor.countries import atlas
from extractor.data import Library
from extractor.facts.actions.cast import Cast
from extractor.facts.actions.clauses import Clauses
from extractor.facts.actions.lexicon import lexicon
from extractor.facts.actions.rank import chosen
from extractor.facts.actions.stage import Stage
from extractor.facts.draft import Draft, Find
from extractor.record import Action


def build(library: Library) -> Find:
    """The finder of actions."""
    words = lexicon(library)
    clauses, places = Clauses(words), atlas(library)

    def find(doc: Doc, draft: Draft) -> list[Action]:
        stage = Stage(doc, draft, words, Cast(draft.article.text, draft, words, places))
        played = [
            action
            for number, sentence in enumerate(draft.sentences)
            if sentence.tree is not None
            for act in clauses.acts(sentence.tree)
            for action in stage.play(act, sentence, number)
        ]
        return chosen(played)

    return find


def trigger(library: Library) -> re.Pattern[str]:
    """Sentences in which this matches are parsed: those with a verb or noun of an official act."""
    return lexicon(library).trigger()
