"""The teacher of names: a small packaged transformer that is tuned on gold and made sentences.

It reads without case, so each piece of a word comes with a vector for the shape of that word, which is learnt.
"""

import importlib
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import spacy
import torch
from spacy.tokens import Token
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from .corpus import Labelled, to_example

LABELS = (
    "PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "LAW", "EVENT", "WORK_OF_ART", "PRODUCT", "DATE", "TIME", "MONEY",
    "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE",
)  # fmt: skip
TAGS = ("O", *(f"{place}-{label}" for label in LABELS for place in "BI"))
UNKNOWN = -100  # the tag of a word that nobody knows: PyTorch's loss passes over it
OPENS, CLOSES = 101, 102  # the marks that BERT puts around a text
EDGE, SHAPES = 9, 10  # the shape of those marks, and how many shapes there are
LONGEST = 512  # pieces; more have no position
LONG_WORD = 12  # pieces; the rest of a word (a link, say) is left out
BUCKET = 400  # rows that are sorted by length together
BLANK = spacy.blank("en")


class Row(NamedTuple):
    """A text as numbers: pieces of words, their shapes, where the known words begin, and those words' tags."""

    pieces: list[int]
    shapes: list[int]
    first: list[int]
    tags: list[int]


@dataclass(frozen=True, slots=True)
class Settings:
    """How the transformer learns; as in the table ``transformer`` of ``config.toml``."""

    package: str
    rate: float
    batch: int
    warm: float
    seed: int
    threads: int


class Tagger(nn.Module):
    """BERT with shapes, and a layer that scores the tags of each word at its first piece."""

    def __init__(self, folder: Path) -> None:
        """Read the untuned weights; what is new begins at PyTorch's own fixed seed."""
        super().__init__()
        self.words = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.words.no_truncation()
        self.words.no_padding()
        self.bert = BertModel.from_pretrained(
            folder, add_pooling_layer=False, attn_implementation="sdpa", attention_probs_dropout_prob=0.0
        )
        width = self.bert.config.hidden_size
        self.shapes = nn.Embedding(SHAPES, width)
        nn.init.normal_(self.shapes.weight, std=0.02)
        self.head = nn.Linear(width, len(TAGS))
        self.drop = nn.Dropout(0.1)

    def forward(self, rows: Sequence[Row]) -> Tensor:
        """Return the scores of the tags for all words of some rows, one row after the other."""
        length = max(len(row.pieces) for row in rows)
        ids, shapes = _padded([row.pieces for row in rows], length), _padded([row.shapes for row in rows], length)
        mask = _padded([[1] * len(row.pieces) for row in rows], length)
        line, place = torch.tensor([(line, at) for line, row in enumerate(rows) for at in row.first]).T
        with torch.autocast("cpu", torch.bfloat16):
            embedded = self.bert.embeddings.word_embeddings(ids) + self.shapes(shapes)
            states = self.bert(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
            scores: Tensor = self.head(self.drop(states[line, place]))
        return scores.float()

    def encoded(self, words: Sequence[str]) -> Row:
        """Return the numbers of a text; a word without any piece (white space) begins at -1."""
        ids, shapes, first = [OPENS], [EDGE], []
        for word, found in zip(words, self.words.encode_batch(list(words), add_special_tokens=False), strict=True):
            first.append(len(ids) if found.ids else -1)
            ids += found.ids[:LONG_WORD]
            shapes += [shape(word)] * len(found.ids[:LONG_WORD])
        return Row([*ids, CLOSES], [*shapes, EDGE], first, [])


def _padded(lines: Sequence[list[int]], length: int) -> Tensor:
    return torch.tensor([line + [0] * (length - len(line)) for line in lines])


def shape(word: str) -> int:
    """Number the shape of a word: figures, small letters, capitals, one capital before small letters, and so on."""
    looks = (
        word.isdigit(),
        any(map(str.isdigit, word)),
        word.islower(),
        word.isupper() and len(word) > 1,
        word.isupper(),
        word[:1].isupper() and word[1:].islower(),
        word[:1].isupper(),
        word.isalpha(),
    )
    return looks.index(True) + 1 if any(looks) else 0


def tuned(items: Iterable[Labelled], settings: Settings) -> Tagger:
    """Return a tagger that has learnt from texts, each of them seen once."""
    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)
    tagger = Tagger(importlib.import_module(settings.package).get_model_path())
    rows = [row for item in items if (row := _known(tagger, item))]
    batches = _batches(rows, settings.batch, random.Random(settings.seed))
    new = [*tagger.shapes.parameters(), *tagger.head.parameters()]
    groups = [{"params": tagger.bert.parameters()}, {"params": new}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    tagger.train()
    for number, batch in enumerate(batches):
        done = number / len(batches)
        rate = settings.rate * min(1.0, done / settings.warm) * (1.0 - 0.98 * done)
        for group, factor in zip(optimizer.param_groups, (1, 10), strict=True):
            group["lr"] = rate * factor  # what is new learns faster
        tags = torch.tensor([tag for row in batch for tag in row.tags])
        loss = nn.functional.cross_entropy(tagger(batch), tags, ignore_index=UNKNOWN)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
        optimizer.step()
        if number % 50 == 49:
            print(f"  {number + 1} of {len(batches)} batches, loss {loss.item():.3f}", flush=True)
    return tagger.eval()


def _known(tagger: Tagger, piece: Labelled) -> Row | None:
    """Return what is learnt from a piece, if anything is: the words that have pieces, with their tags."""
    reference = to_example(BLANK, piece).reference
    whole = tagger.encoded([token.text for token in reference])
    words = [
        (at, _tag(token)) for at, token in zip(whole.first, reference, strict=True) if 0 <= at < LONGEST - LONG_WORD
    ]
    if len(reference) < 2 or not words:
        return None
    first, tags = map(list, zip(*words, strict=True))
    return Row(whole.pieces[:LONGEST], whole.shapes[:LONGEST], first, tags)


def _tag(token: Token) -> int:
    if not token.ent_iob_:
        return UNKNOWN
    return TAGS.index(f"{token.ent_iob_}-{token.ent_type_}") if token.ent_type_ else 0


def _batches(rows: Sequence[Row], most: int, rng: random.Random) -> list[list[Row]]:
    """Return shuffled batches of rows of like length, with at most so many pieces when filled up."""
    order = list(rows)
    rng.shuffle(order)
    batches: list[list[Row]] = []
    for start in range(0, len(order), BUCKET):
        batch: list[Row] = []
        for row in sorted(order[start : start + BUCKET], key=lambda row: len(row.pieces)):
            if batch and len(row.pieces) * (len(batch) + 1) > most:
                batches.append(batch)
                batch = []
            batch.append(row)
        batches.append(batch)
    rng.shuffle(batches)
    return batches
