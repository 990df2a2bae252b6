"""Who said a direct quotation: the verb before, behind or around it, and the words that name the speaker."""

from extractor.coref.context import Context
from extractor.facts.quotes.around import Around
from extractor.facts.quotes.cues import Attribution
from extractor.facts.quotes.leads import is_beside, sentence_start
from extractor.facts.quotes.speech import FORMS
from extractor.facts.quotes.tails import Tails
from extractor.text.quotation_marks import Quoted

_STOPS = frozenset(".!?…")
_LEADS = frozenset(",:")


class Attributor(Around, Tails):
    """Finds the attribution of direct quotations: the words for the speaker, the cue and how it was found."""

    def attribution(self, context: Context, quoted: Quoted) -> Attribution | None:
        """The attribution that the words beside a quotation name, or None where they name none."""
        verbs = [verb for verb in self.verbs_before(context, quoted)[:1] if is_beside(context, verb, quoted)]
        beside = verbs[0] if verbs else None
        unnamed = Attribution(None, beside.span(), "before") if beside else None
        last, rest = context.text[quoted.end - 1], context.text[quoted.outer_end : quoted.outer_end + 2].strip()
        whole = last in _STOPS and (not rest or rest[0].isupper())  # it ends a sentence, and a new one begins
        another = FORMS.another.match(context.text, quoted.outer_end)  # "he said, “…,” while Bell said, “…”"
        apart = whole or (beside is not None and (last != "," or another is not None))
        return self._nearest(context, quoted, apart=apart) or unnamed

    def _is_credit(self, context: Context, quoted: Quoted, after: Attribution) -> bool:
        """Whether it but names who has it from one who speaks before ("Brook said that “…,” Gazeta reported")."""
        crediting = after.cue is not None and context.text[slice(*after.cue)].lower() in self._speech.words["crediting"]
        lead = context.text[sentence_start(context, quoted) : quoted.outer_start]
        return crediting and self._speech.telling.search(lead) is not None

    def _nearest(self, context: Context, quoted: Quoted, *, apart: bool) -> Attribution | None:
        """``apart``: whether it ends its sentence, or its verb stands before it (``he said, “…” – and left``)."""
        lead = context.text[sentence_start(context, quoted) : quoted.outer_start].rstrip()
        after = self.after(context, quoted)
        if after is not None and self._is_credit(context, quoted, after):
            return self.before(context, quoted) or self.around(context, quoted) or after
        if apart and lead and lead[-1] in _LEADS:
            return self.before(context, quoted) or after or self.around(context, quoted)
        if not lead or lead[-1] in _LEADS or (after is not None and _closes(context, quoted, after)):
            return after or self.before(context, quoted) or self.around(context, quoted)
        return self.around(context, quoted) or after or self.before(context, quoted)


def _closes(context: Context, quoted: Quoted, after: Attribution) -> bool:
    """Whether an attribution follows right after a quotation that ends with a comma (``“…,” she said``)."""
    if context.text[quoted.end - 1] != "," or after.mention is None or after.cue is None:
        return False
    return not context.text[quoted.outer_end : min(after.mention.start, after.cue[0])].strip()
