"""Arabic words that no word list knows, and whose English nobody can vouch for."""

from __future__ import annotations

from collections.abc import Callable

from .tokens import arabic_tokens
from .translit import stands_in
from .types import Flag

_MAX, _LONGEST = 3, 300


def check_unknown(ar: str, en: str, known: Callable[[str], bool] | None = None) -> tuple[Flag, ...]:
    """A note for Arabic words that ``known`` does not know and that are not written out in the English as names are.

    ``known`` is asked with the word as it stands, without diacritics; without it nothing is checked.
    """
    if known is None:
        return ()
    flags = []
    for token in arabic_tokens(ar)[:_LONGEST]:
        word = ar[token.start : token.end]
        if len(token.key) < 3 or not token.key.isalpha() or token.key.isascii() or known(word) or known(token.key):
            continue
        if stands_in(token.key, en):
            continue
        flags.append(Flag("unknown-word", "note", f"the translator may not have known “{word}”", word, None))
        if len(flags) == _MAX:
            break
    return tuple(flags)
