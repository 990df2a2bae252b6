"""What happened: who did what to which instrument, when."""

from extractor.coref.context import contexts
from extractor.coref.mentions import nouns
from extractor.data import Library
from extractor.doc import Doc
from extractor.draft import Draft, Find, Trigger
from extractor.entities.countries import atlas
from extractor.fact import Action
from extractor.facts.events.arguments import Arguments
from extractor.facts.events.building import EventBuilder
from extractor.facts.events.clauses import Clauses
from extractor.facts.events.deduplication import Zones
from extractor.facts.events.lexicon import lexicon
from extractor.facts.events.selection import Traits, chosen

_MOST, _MOST_WEAK, _TELLING = 16, 6, 1.5
_NO_DEEDS = ("caption", "furniture")


def build(library: Library) -> Find:
    """The finder of acts (who did what to which law, body or sum) by the parse of sentences (``models/events``)."""
    words = lexicon(library)
    clauses, places = Clauses(words), atlas(library)
    context_of, naming = contexts(library), nouns(library)

    def find(doc: Doc, draft: Draft) -> list[Action]:
        context = context_of(doc, draft)
        arguments = Arguments(context, naming, words, places)
        builder = EventBuilder(context, words, arguments, Traits(draft, arguments))
        events = (event for sentence in draft.sentences for event in clauses.events(sentence))
        told = (each for event in events for each in builder.build(event))
        candidates = [each for each in told if draft.structure.role_at(each.action.start) not in _NO_DEEDS]
        return chosen(candidates, words, Zones(draft.structure))

    return find


def triggers(library: Library) -> tuple[Trigger, ...]:
    """Sentences with a verb or noun of an official act are parsed: the first, for a weak word those near the start."""
    words = lexicon(library)
    forms = (*words.verbs.items(), *words.nouns.items())
    senses = [(form, sense) for form, own in forms for sense in own if sense.needs != "to come"]
    telling = frozenset(form for form, sense in senses if sense.weight >= _TELLING)
    return Trigger(telling, first=_MOST), Trigger(frozenset(form for form, _ in senses), first=_MOST_WEAK)
