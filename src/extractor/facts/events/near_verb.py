"""Names that stand just before a verb, or in a list behind its "by", where no tree tells them."""

from bisect import bisect_right

from extractor.facts.events.actors import Actor, Mention
from extractor.facts.events.lexicon import Gaps

_FAR = 200
_PAIR = 2


class NearVerb:
    """The names of one article in text order, asked by what stands behind them; ``plain`` is its text without dates."""

    def __init__(self, text: str, plain: str, named: list[Mention], gaps: Gaps) -> None:
        self._text, self._plain, self._mentions, self._gaps = text, plain, named, gaps
        self._starts = [mention.start for mention in named]

    def before(self, first: int, at: int) -> list[Actor]:
        """The one named nearest before ``at``, not before ``first`` (code points), and those joined to that one.

        A party, a state or an adverb may stand between, and so may an apposition ("a member of the Senate").
        """
        place = bisect_right(self._starts, at) - 1
        near: list[Mention] = []
        within = False
        while place >= 0 and self._mentions[place].start >= first:
            mention = self._mentions[place]
            between = self._plain[mention.end : near[-1].start if near else at]
            before = self._text[first : mention.start]
            if mention.sort == "person" and self._gaps.addressed.search(before):
                break  # "in a letter to Minister Anna Bell said"
            if mention.sort != "person" and self._gaps.governed.search(before):
                if near or not (mention.sort == "body" and between.lstrip().startswith(",")):
                    break  # "departments throughout the U.S. announced"
                place, at, within = place - 1, mention.start, True
                continue  # "Bell, a member of the Board, voted"
            if self._is_first(mention, near, between, within=within):
                short = place > 0 and self._mentions[place - 1].actor == mention.actor  # in a bracket
                if short or not self._gaps.by.search(before):
                    near = [mention]  # and none in "the party, led by Senator Bell, opposed"
            elif near and self._gaps.joined(between, after_and=len(near) > 1):
                if self._gaps.by.search(before):
                    return []  # "the party, led by Anna Bell and Omar Haddad, opposed"
                near.append(mention)
            elif near or at - mention.end > _FAR:
                break
            place -= 1
        return [mention.actor for mention in near[::-1]]

    def behind(self, at: int) -> list[Actor]:
        """The people named behind the "by" that ends at ``at``, titles apart: "Senators Bell and Reed"."""
        listed: list[Mention] = []
        complete = 0
        for mention in self._mentions[bisect_right(self._starts, at) :]:
            between = self._plain[listed[-1].end if listed else at : mention.start]
            if mention.sort != "person" and len(between) < _FAR:
                continue  # in a title: "Norland Minister of Ports"
            if not (self._gaps.joined(between, after_and=True) if listed else self._gaps.after_by.fullmatch(between)):
                break
            listed.append(mention)
            another = len(listed) == _PAIR and "," in between  # "signed by Bell, and Reed left"
            if len(listed) == 1 or (not another and self._gaps.joined(between, after_and=False)):
                complete = len(listed)
        return [mention.actor for mention in listed[:complete]]

    def _is_first(self, mention: Mention, near: list[Mention], between: str, *, within: bool) -> bool:
        """Whether a name is the one that stands nearest to the verb, or to the body ``within`` an apposition to it."""
        aside = self._gaps.aside.fullmatch(between) is not None
        if mention.sort == "person" and (self._gaps.of_it.fullmatch(between) if near or within else aside):
            return not near or near[0].sort != "person"
        led = mention.sort == "body" and (aside or self._gaps.led.fullmatch(between) is not None)
        return not near and (led or self._gaps.close.fullmatch(between) is not None)
