"""Fast exact inference of spaCy's small convolutional networks in NumPy.

`accelerate(nlp)` puts components of the same name in the place of a pipeline's `ner`, `parser` and `tok2vec`
where it knows their architecture, and leaves everything else as it is. The weights are those
that were loaded; entities, heads and labels are those that spaCy's own components find.
"""

from collections.abc import Callable
from typing import Any

from spacy.language import Language

from extractor.fastner.components import FastNer, FastParser, FastTok2Vec
from extractor.fastner.weights import UnservedArchitectureError

__all__ = ["FastNer", "FastParser", "FastTok2Vec", "UnservedArchitectureError", "accelerate"]

_STAND_IN: dict[str, Callable[[Any], Any]] = {"ner": FastNer, "parser": FastParser, "tok2vec": FastTok2Vec}


@Language.factory("fast_stand_in", default_config={"original": ""})
def _stand_in(nlp: Language, name: str, original: str) -> Any:  # noqa: ANN401, ARG001 - spaCy calls it so
    return _STAND_IN[nlp.get_pipe_meta(original).factory](nlp.get_pipe(original))


def accelerate(nlp: Language) -> list[str]:
    """Replace the components that can be served faster, and name them.

    A replaced component cannot be trained or saved any more: accelerate after loading, to read text.
    """
    replaced = []
    for name in list(nlp.pipe_names):
        if nlp.get_pipe_meta(name).factory not in _STAND_IN:
            continue
        try:
            nlp.add_pipe("fast_stand_in", name=f"fast_{name}", before=name, config={"original": name})
        except UnservedArchitectureError:
            continue
        nlp.remove_pipe(name)
        nlp.rename_pipe(f"fast_{name}", name)
        replaced.append(name)
    return replaced
