"""From an event in a tree to an action of the record: actor, object and date, with its traits."""

from collections.abc import Iterator

from msgspec.structs import replace

from extractor.coref.context import Context
from extractor.entities.countries import LAND_NAMES
from extractor.fact import Action, Date, Quote
from extractor.facts.events import control, standing
from extractor.facts.events.actors import NOBODY, Actor, is_person
from extractor.facts.events.arguments import Arguments
from extractor.facts.events.clauses import Event, whole
from extractor.facts.events.lexicon import PLAIN, Lexicon, Sense
from extractor.facts.events.restrictions import Restrictions, Setting
from extractor.facts.events.selection import Candidate, Traits
from extractor.facts.events.timing import Times
from extractor.terms import DECIDING
from extractor.text.phrases import FINITE, stretch
from extractor.text.spans import Spans
from extractor.text.syntax import aimed_at
from extractor.tree import Token

_MOST_ACTORS, _NEAR_HALF, _NEAR_POST, _LONGEST_WAY, _YEAR = 3, 12, 80, 90, 4
_TELLING, _NOUNS = ("ROOT", "conj", "ccomp"), ("NN", "NNS")
_GOING_ON = ("VBG", "WDT", "WP", "TO")


class EventBuilder:
    """One article: its entities, dates, money and instruments by place."""

    def __init__(self, context: Context, words: Lexicon, arguments: Arguments, traits: Traits) -> None:
        draft = context.draft
        self._context, self._text = context, context.text
        self._arguments, self._words, self._traits = arguments, words, traits
        self._restrictions = Restrictions(self._text, draft, words)
        dates = (date for date in draft.of(Date) if date.type in ("DATE", "TIME") and date.value)
        self._quotes = Spans(quote for quote in draft.of(Quote) if quote.speaker)
        self._dates = Spans(date for date in dates if self._restrictions.law(date.start, date.end) is None)
        self._times = Times(context, self._dates, words)

    def build(self, event: Event) -> Iterator[Candidate]:
        """The actions that the act stands for, one for each actor."""
        actors = self._actors(event)[:_MOST_ACTORS]
        unsaid = not actors and self._may_lack_actor(event)
        passed = event.subjects and any(sense.needs == "body" and sense.type == "pass" for sense in event.senses)
        if not (actors or unsaid or passed):
            return
        at, end = self._verb(event := whole(event, self._words))
        undone = event.modality == "negated" and self._arguments.zone(at) == "body"  # that is news at the top alone
        if undone or self._is_in_name(event.trigger, at, end) or self._is_replaced(at):
            return
        event, span = self._with_law(event, self._span(event.object), end)
        chamber = self._arguments.only_body(*span) if passed and span else None  # that a law is told to have passed
        if chamber is not None:
            span = self._span(stretch(event.subjects[0])) or span  # "the bill passed the Senate"
            event = replace(event, about=event.object)
        about = self._span(event.about) if event.about != event.object else span
        if about and event.rule == "active" and self._text[about[0] : about[0] + 3].lower() == "by ":
            return  # a passive misread: "Bill APPROVED BY SENATE"
        actors = [chamber] if chamber else [NOBODY] if unsaid and span else actors
        meant, whom = "pronoun" in event.position, self._whom(event)
        usual = event.rule == "passive" and self._words.shapes.lasts(event.trigger)  # "the pier is used by Bell Ltd"
        for actor in actors if span or event.rule != "noun" else ():  # none in "his announcement on Monday"
            if actor.name == whom or (span and self._arguments.acts_on_itself(actor, *span, meant=meant)):
                continue
            setting = Setting(event, actor, span, (end, self._context.bounds(event.trigger.at)[1]))
            sense = next((each for each in event.senses if self._restrictions.hold(each, setting)), None)
            sense = sense or self._plain(event, actor)
            if sense is None or (usual and sense.type == "other"):
                continue
            if actor is not NOBODY or self._is_news(sense, event, at, span):
                yield self._candidate(sense, event, actor, (at, end), about or span, whom)

    def _verb(self, event: Event) -> tuple[int, int]:
        """Where the words stand that tell the act, with "failed" before them and "over" or "guilty" behind."""
        first = event.about[0].i if event.about else 0
        found = [each for each in event.trigger.under("oprd", "acomp") if each.tag_ == "JJ" and event.rule == "passive"]
        found += [each for each in event.trigger.under("advmod") if each.lower_ in self._words.classes["leaving"]]
        moved = (each for each in event.trigger.under("prep") if each.lower_ in self._words.classes["particles"])
        found += [each for each in moved if each.i + 1 == first]  # "voted down | the bill"
        parts = (*event.trigger.under("prt"), *found)  # "handed over", "found guilty"
        part = next((each for each in parts if event.trigger.i + 1 == each.i != first), event.trigger)
        opening = standing.failing(event.trigger, event.senses, self._words)
        return opening.at, part.place[1]

    def _is_in_name(self, trigger: Token, at: int, end: int) -> bool:
        """Whether parsers take part of a name for a verb: "BELL ON THE HARBOUR BILL", "Start-up India"."""
        named = any(mention.sort not in LAND_NAMES for mention in self._arguments.by_place.touching(at, end))
        half = self._text[end : end + 1] == "-" and self._text[end + 1 : end + 2].isalpha()
        around = trigger.doc[max(trigger.i - 1, 0) : trigger.i + 2]  # "Women Elected Representatives"
        titled = trigger.text.istitle() and not trigger.is_sent_start and all(word.text[0].isupper() for word in around)
        titled = titled and self._arguments.zone(at) == "body"
        return named or half or titled or self._restrictions.law(at, end) is not None

    def _may_lack_actor(self, event: Event) -> bool:
        """Whether an act may be given though nobody is said to do it: "six were killed", "a blast killed six"."""
        passive = event.rule == "passive"
        harmed = event.trigger.lower_ in self._words.classes["harming"]
        harmed = harmed and (passive or all(head.tag_ in _NOUNS for head in event.subjects))
        return harmed or (passive and not (event.subjects and event.trigger.under("agent")))

    def _with_law(self, event: Event, span: tuple[int, int] | None, end: int) -> tuple[Event, tuple[int, int] | None]:
        """The event, and the law that it is of where a colon or commas part that from its verb, ending at ``end``."""
        if span and event.object and event.object[0].lower_ == "into" and (law := self._restrictions.listed(span[1])):
            return replace(event, direct=True), law  # "signed into law: H.R. 310"
        apart = event.rule == "active" and any(each.type in DECIDING for each in event.senses) and not event.direct
        if apart and (law := self._restrictions.set_off(end)):
            return replace(event, direct=True, about=event.object), law
        return event, span

    def _is_news(self, sense: Sense, event: Event, at: int, whom: tuple[int, int] | None) -> bool:
        """Whether what was done is given though nobody is said to do it: at the top also "four were held"."""
        verb, classes = event.trigger, self._words.classes
        if whom is not None and sense.type in classes["agentless"] and self._restrictions.is_named(*whom):
            return True
        main = (verb.head if verb.dep_ == "conj" else verb).dep_ in ("ROOT", "ccomp")
        left = verb.lower_ in classes["light"] and event.rule == "active" and sense.needs != "dead"
        said = sense.type == "other" and verb.lower_ in self._words.sayings
        further = sense.type != "request" and bool(verb.under("xcomp", "ccomp"))
        no_act = left or said or further or verb.lower_ in classes["stative"] or self._words.shapes.lasts(verb)
        told = main and event.modality in ("done", "planned") and self._object(whom) is not None
        return told and not no_act and self._arguments.zone(at) != "body"

    def _is_replaced(self, at: int) -> bool:
        """Whether what stands before a verb is who had the post before its subject, which ends in a comma."""
        before = self._text[max(0, at - _NEAR_POST) : at]
        return before.rstrip().endswith(",") and self._words.gaps.replaced.search(before) is not None

    def _plain(self, event: Event, actor: Actor) -> Sense | None:
        """An event of no type of its own: its verb in another meaning than those of the table."""
        verb = event.trigger.head if event.trigger.head.lower_ in self._words.classes["future"] else event.trigger
        nobody = self._words.classes["pronouns"] - self._words.classes["person"]
        pronoun = event.object is not None and event.object[1].lower_ in nobody
        who = event.rule == "active" or (event.rule == "passive" and actor.id is not None and not pronoun)
        told = who and verb.dep_ in _TELLING and event.modality in ("done", "planned")
        upon = event.object is not None and event.object[0].lower_ != "into"  # "signed into law"
        no_act = self._words.shapes.no_act(event.trigger) or event.trigger.lower_ in self._words.classes["light"]
        return PLAIN if told and actor.sure and upon and not no_act else None

    def _span(self, phrase: tuple[Token, Token] | None) -> tuple[int, int] | None:
        """Where a phrase of the tree stands in the text, without dates and with whole names; None for a date alone."""
        if phrase is None:
            return None
        start, end = phrase[0].at, phrase[1].place[1]
        end = self._words.gaps.goes_on.match(self._text, end).end()  # type: ignore[union-attr]
        if self._text.find(" by ", start, end + _LONGEST_WAY) >= 0:
            bits = self._words.gaps.twice.search(self._text, start, end + _LONGEST_WAY)
            end = bits.start() if bits and bits.start() < end else end
        start, end = self._restrictions.behind_votes(start, end), self._restrictions.before_votes(start, end)
        reading = self._words.objects["in reading"].match(self._text, start, end)
        first, last = phrase
        of_year = len(first.text) == _YEAR and first.dep_ == "nummod" and first.i < first.head.i <= last.i
        start = start if of_year else self._without_date(reading.end() if reading else start, end)  # "the 2024 award"
        if start >= end:
            return None
        start, end = self._restrictions.whole(start, self._before_day(start, self._before_dash(start, end), phrase))
        mark = self._words.gaps.ends.match(self._text, end)
        said = self._text[start:end]
        opened = mark and any(said.count(opens) > said.count(closes) for opens, closes in ("“”", "()"))
        odd = mark and mark[0][-1] == '"' and said.count('"') % 2
        return start, mark.end() if mark and (mark[0] == "%" or opened or odd) else end

    def _before_dash(self, start: int, end: int) -> int:
        """Where an object ends before what a single dash sets off: "opened the pier | - a gift of the town"."""
        dashes = [*self._words.gaps.dashes.finditer(self._text, start, end)]
        if len(dashes) % 2 == 0 or not dashes[-1]["more"]:
            return end
        said = self._text[start : dashes[-1].start()]
        return end if said.count("“") > said.count("”") or said.count('"') % 2 else dashes[-1].start()

    def _before_day(self, start: int, end: int, phrase: tuple[Token, Token]) -> int:
        """Where an object ends before a day on which it was done: "gave the order | on Tuesday at the hearing"."""
        for date in self._dates.touching(start, end):
            on = self._words.gaps.on.search(self._text, start, date.start)
            if on is None or (on[0].strip() != "on" and "/" not in (date.value or "")):
                continue  # "the plan from May"
            said = phrase[0].doc[phrase[0].i : phrase[1].i]
            behind = next((token for token in said if token.at >= date.end), None)
            more = behind is not None and behind.tag_ in _GOING_ON  # "filed a suit on Monday seeking", not "… at noon"
            verbs = (token for token in said if token.tag_ in FINITE or token.tag_ == "TO")
            return end if more or any(token.at < on.start() for token in verbs) else on.start()
        return end

    def _actors(self, event: Event) -> list[Actor]:
        found = [actor for head in event.subjects for actor in self._arguments.actors(head)]
        for by in event.trigger.under("agent") if event.rule == "passive" else ():
            people = all(map(is_person, found))
            behind = self._arguments.near.behind(by.place[1], titled=not people)
            found = found + behind if people else behind or found
        if any(actor.sure and is_person(actor) for actor in found):  # "Bell and Reed, members of the Senate, asked"
            found = [each for each in found if is_person(each) or (each.sure and (each.named or each.id))]
        if event.rule == "implied":
            return [] if found or event.subjects else self._arguments.chamber(event.trigger.at)
        if not found and event.trigger.dep_ == "acl" and event.trigger.tag_ == "VBG":
            heads = control.member_of(event.trigger, self._words)
            found = [actor for head in heads for actor in self._arguments.actors(head)]
        since = self._free_from(event)
        if since is not None and (event.trigger.tag_ != "VBG" or event.trigger.under("aux")):
            verb = event.trigger.head if self._words.shapes.gladly(event.trigger) else event.trigger
            first = standing.first_of_chain(verb, self._context.opening(verb.at)).at
            alone = any(map(self._arguments.is_officer, event.subjects))  # "a UN expert" is not the UN
            near = [each for each in self._arguments.near.before(since, first) if is_person(each) or not alone]
            found = self._or_near(found, near, event)
        return list(dict.fromkeys(found))

    def _or_near(self, found: list[Actor], near: list[Actor], event: Event) -> list[Actor]:
        """Those that the tree gives as actors, or those named right before the verb."""
        people = bool(near) and all(map(is_person, near))
        beside = [(each.dep_, head.text.islower()) for head in event.subjects for each in head.rights]
        unlisted = not any(actor.id for actor in found)
        if unlisted and any(map(self._words.shapes.apposed, event.subjects)):
            return near or found
        made = (each for head in event.subjects for each in head.under("acl"))
        by = any(each.under("agent") for each in made)  # "the motion moved by Labour chief Anna Bell asks"
        if people and unlisted and (by or any(dep == "relcl" or (dep == "prep" and common) for dep, common in beside)):
            return found  # "the son of Anna Bell asked", "those who back Anna Bell asked"
        if found and set(found) < set(near) and (people or not any(map(is_person, near))):
            return near  # of "Anna Bell and Omar Haddad" the tree may see the last alone
        told = any(actor.sure and (not people or (actor.named and is_person(actor))) for actor in found)
        return found if told else near or found

    def _free_from(self, event: Event) -> int | None:
        """From where a name just before the verb may be its actor, whatever the tree says; None where it may not."""
        reduced = event.rule == "passive" and event.trigger.dep_ == "acl" and not event.trigger.under("auxpass")
        if reduced and not event.subjects:
            return event.trigger.head.place[1]  # "the bill the Senate passed", misread
        return self._context.bounds(event.trigger.at)[0] if event.rule == "active" else None

    def _candidate(
        self, sense: Sense, event: Event, actor: Actor, verb: tuple[int, int], span: tuple[int, int] | None,
        whom: str | None,
    ) -> Candidate:  # fmt: skip
        start, end = (min(verb[0], span[0]), max(verb[1], span[1])) if span else verb
        aim = aimed_at(*event.object) if event.object else None
        law = aim.at if aim else span[1] if span else 0  # not in "calls to repeal the Act"
        about = self._words.gaps.about.search(self._text, span[0], law) if span else None
        law = about.start() if about else law  # nor in "a motion which attacks the bill"
        half = self._words.gaps.half.search(self._text, max(0, verb[0] - _NEAR_HALF), verb[0])  # "co-authored"
        said, until = self._object(span), verb[1]
        on = self._words.gaps.upon.match(self._text, until) if sense.needs.startswith("on ") else None
        if on and span and span[0] == on.start(1):
            said, until = self._object((on.end(), span[1])), on.end(1)  # "called on" the Senate to act
        action = Action(
            type=sense.type,
            predicate=self._text[half.start() if half else verb[0] : until],
            actor=actor.name or None,
            actor_id=actor.id,
            object=said or whom,
            object_id=self._restrictions.law(span[0], law) if span else None,
            date=self._times.of(event.trigger, event.modality, verb[0], end),
            modality=event.modality,
            source=self._source(verb, actor),
            text=self._text[start:end],
            start=start,
            end=end,
            rule=event.rule,
        )
        return self._traits.candidate(action, actor, sense.weight, verb[0], event.position)

    def _object(self, span: tuple[int, int] | None) -> str | None:
        """The words of the object without a bracket that is not closed; None for a pronoun or small word alone."""
        if span is None:
            return None
        start, end = span
        marks = self._words.gaps.quoted.match(self._text, start - 1, end) if start else None  # 'voted ["for" the bill]'
        said = self._text[start - (marks is not None) : end]
        opened = said.rfind("(")
        if opened > 0 and ")" not in said[opened:]:
            said = said[:opened].rstrip()
        return None if said.lower() in self._words.classes["pronouns"] else said

    def _whom(self, event: Event) -> str | None:
        """The one for whom the pronoun stands upon whom somebody acts: "[she] was sentenced"."""
        first, last = event.about or event.object or (event.trigger, event.trigger)
        pronoun = first is last and first.lower_ in self._words.classes["person"]
        return next((actor.name for actor in self._arguments.actors(first)), None) if pronoun else None

    def _source(self, verb: tuple[int, int], actor: Actor) -> str | None:
        """Who claims that it happened, where it is not the one who did it."""
        said = next((it for it in self._quotes.touching(*verb) if it.start <= verb[0] and verb[1] <= it.end), None)
        if said is None or said.speaker == actor.name:
            return None
        return None if said.cue and said.cue.start <= verb[0] < said.cue.end else said.speaker

    def _without_date(self, start: int, end: int) -> int:
        """Where a stretch begins without the dates before it ("adopted on [March 9] (Monday) | amendments")."""
        while True:
            opening = self._words.gaps.to_date.match(self._text, start, end).end()  # type: ignore[union-attr]
            until = max((date.end for date in self._dates.touching(start, opening + 1)), default=start)
            if until <= start or self._text.startswith(" as ", until):  # "suggested June 2026 as the date"
                return start + len(self._text[start:end]) - len(self._text[start:end].lstrip(", \n\t\xa0"))
            start = self._words.gaps.owner.match(self._text, until).end()  # type: ignore[union-attr]
