"""Arabic words that no word list knows, and whose English nobody can vouch for."""

from __future__ import annotations

from collections.abc import Callable

from .tokens import arabic_tokens
from .types import Flag

_MAX = 3


def check_unknown(ar: str, en: str, known: Callable[[str], bool] | None = None) -> tuple[Flag, ...]:
    """A note for Arabic words that ``known`` does not know and that are not written out in the English as names are.

    ``known`` is asked with the word as it stands, without diacritics; without it nothing is checked.
    """
    if known is None:
        return ()
    from .translit import stands_in

    flags = []
    for token in arabic_tokens(ar):
        word = ar[token.start : token.end]
        if len(token.key) < 3 or not token.key.isalpha() or token.key.isascii() or known(word) or known(token.key):
            continue
        if stands_in(token.key, en):
            continue
        flags.append(Flag("unknown-word", "note", f"the translator may not have known “{word}”", word, None))
        if len(flags) == _MAX:
            break
    return tuple(flags)
