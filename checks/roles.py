"""Names in a summary, and the roles beside them, against the sentences it was made from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from .gazetteer import Entry, choice_words, families, variants
from .lexicon import words
from .names import Name, names_in
from .support import stem
from .tokens import Token, arabic_tokens
from .translit import sound_ar
from .types import Flag, Severity

_BEFORE = 4


def check_sources_names(sentence: str, sources: Sequence[str]) -> list[Flag]:
    """Names of the sentence that no source has, and names that stand beside another's role.

    A role that some source gives to the name, anywhere in the same sentence, is right; one that the sources only have
    beside other names is an error, one that they do not have at all a warning.
    """
    tokens = arabic_tokens(sentence)
    found = [n for n in names_in(sentence) if n.sure >= 0.4]
    if not found:
        return []
    cut = [arabic_tokens(s) for s in sources]
    there = [frozenset(form for t in source for form in _forms(t.key)) for source in cut]
    peoples: set[str] | None = None
    flags: list[Flag] = []
    for name in found:
        keys = [k for k in name.keys if len(k) > 2]
        holders = [i for i, forms in enumerate(there) if any(not _forms(k).isdisjoint(forms) for k in keys)]
        text = sentence[name.token.start : name.token.end]
        if keys and not holders:
            if peoples is None:
                peoples = {p for s in sources for n in names_in(s) for p in _peoples(n.entry)}
            if not peoples.isdisjoint(_peoples(name.entry)):
                continue
            severity: Severity = "error" if name.sure >= 0.7 or name.entry is None else "warning"
            flags.append(Flag("name", severity, f"“{text}” is not in the article", text, None))
            continue
        role = _role_before(tokens, name.token)
        if role is not None:
            flags += _wrong_role(sentence, name, role, holders, cut)
    return flags


@lru_cache(maxsize=16384)
def _forms(key: str) -> frozenset[str]:
    """What a name is recognised by in the other text: its spellings without clitics, its stem, its consonants."""
    bare = {f.removeprefix("ال") or f for f in variants(key)}
    bones = {"~" + sound_ar(f)[0] for f in bare if len(sound_ar(f)[0]) > 2}
    return frozenset({*bare, stem(key), *(f[:-1] for f in bare if f[-1] in "يها" and len(f) > 4), *bones})


def _peoples(known: Entry | None) -> set[str]:
    """The countries and peoples a name speaks of: Iranian, Iran and Iranians are one."""
    if known is None:
        return set()
    parts = {p for choice in known.choices for p in choice_words(choice)[0]}
    return {str(families(p) or p[:4]) for p in parts if len(p) > 2}


def _role_before(tokens: tuple[Token, ...], name: Token) -> Token | None:
    """The nearest word of role among the few before a name."""
    before = [t for t in tokens if t.end <= name.start][-_BEFORE:]
    return next((t for t in reversed(before) if _roles(t.key)), None)


@lru_cache(maxsize=16384)
def _roles(key: str) -> frozenset[str]:
    """The roles a word can name: رئيس for والرئيس, وزير for لوزير and for الوزيرة."""
    bare = {f.removeprefix("ال") for f in variants(key)}
    found = frozenset(bare | {f + "ه" for f in bare} | {f[:-1] for f in bare if f.endswith("ه")}) & words(
        "roles", "role"
    )
    return found if bare & words("roles", "role") else frozenset()


def _wrong_role(
    sentence: str, name: Name, role: Token, holders: Sequence[int], sources: Sequence[tuple[Token, ...]]
) -> list[Flag]:
    if name.entry is not None and any(families(p) for c in name.entry.choices for p in choice_words(c)[0]):
        return []
    wanted = _roles(role.key)
    if any(not wanted.isdisjoint(_roles(t.key)) for i in holders for t in sources[i]):
        return []
    title, text = sentence[role.start : role.end], sentence[name.token.start : name.token.end]
    for i, source in enumerate(sources):
        if i not in holders and any(not wanted.isdisjoint(_roles(t.key)) for t in source):
            return [
                Flag(
                    "unsupported",
                    "error",
                    f"“{title}” is somebody else than {text} in the article",
                    f"{title} … {text}",
                )
            ]
    return [Flag("unsupported", "warning", f"the article does not call {text} “{title}”", f"{title} … {text}")]
