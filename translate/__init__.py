"""The translating room: Arabic sentences → checked English.

``load_translator`` gives the built-in gloss reader, a pulled MarianMT model, or any checkpoint directory, behind one
``Translator`` that maps digits, splits what is too long, checks every pair and decodes again what fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from .types import SentencePair, Translator

BEAMS = 8
"""Of the built-in translator, by ``training/README.md``: a point of chrF more than two, at half the speed."""

__all__ = ["SentencePair", "Translator", "load_translator"]


def load_translator(
    name: str | None = None,
    *,
    glossary: Mapping[str, str] | None = None,
    strict: bool = False,
    device: str = "auto",
    compute: str = "int8",
    num_beams: int | None = None,
) -> Translator:
    """The translator called ``name`` (a registry name or a checkpoint directory), else the best one there is.

    ``glossary`` maps Arabic to the English the newsroom uses. Raises ModelError.
    """
    from ..articles.text import model_text, one_line
    from ..checks import NameTable, check_pair
    from ..models.builtin import BuiltinModel
    from ..models.registry import open_model, resolve
    from ..models.types import Decoding, TextModel
    from .checked import CheckedTranslator, Mender
    from .choice import GlossCover
    from .gloss import GlossModel
    from .lexicon import Lexicon
    from .mending import mend_blanks, mend_grouping, mend_slips, mend_spelling
    from .postedit import PostEditor

    entries = dict(glossary or {})
    names = NameTable(entries.items())
    opened = open_model(resolve("translate", name), device=device, compute=compute)
    model: TextModel
    menders: list[Mender] = [mend_blanks, mend_slips, mend_grouping, mend_spelling]
    settings: dict[str, object] = {}
    known, feed = None, model_text
    lexicon = Lexicon.builtin().with_entries(entries)
    if isinstance(opened, BuiltinModel):
        model, known, feed = GlossModel(opened, lexicon), lexicon.knows, one_line
        first = Decoding(num_beams=num_beams or BEAMS, max_new_tokens=180)
    else:
        model = opened
        first = Decoding(num_beams=num_beams or 4)
    if entries:
        editor = PostEditor(entries)
        menders.append(editor)
        settings["glossary"] = editor.fingerprint
    first = replace(first, num_return_sequences=first.num_beams)
    again = replace(first, num_beams=2 * first.num_beams, num_return_sequences=2 * first.num_beams)
    check = partial(check_pair, names=names if entries else None, known=known)
    return CheckedTranslator(
        model,
        check,
        [first, again],
        menders=menders,
        cover=GlossCover(lexicon),
        feed=feed,
        strict=strict,
        settings=settings,
    )
