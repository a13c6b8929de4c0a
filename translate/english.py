"""The little English a gloss needs: is a sense a verb, its bare form, the plural of a noun."""

from __future__ import annotations

import re
from functools import cache

from ..articles.tables import read_table

_BASE = {
    "is": "be",
    "are": "be",
    "has": "have",
    "does": "do",
    "goes": "go",
    "says": "say",
    "dies": "die",
    "lies": "lie",
    "ties": "tie",
}
_ARTICLES = ("the", "a", "an")
_PREPOSITIONS = ("with", "in", "by", "for", "to", "of", "at", "on", "from", "as", "like", "about")
_CLOSED = frozenset([*_ARTICLES, *_PREPOSITIONS, "and", "so", "than", "that", "who", "which", "not", "no", "what"])
_SUBJECTS = frozenset(["i", "we", "you", "they", "he", "she", "it", "will"])
_BEFORE_VERB = frozenset(["and", "so", "then", "he", "she", "it", "they"])
_NO_PASSIVE = frozenset(["could", "had", "should", "was", "were"])
_PLURAL = {
    "person": "people",
    "woman": "women",
    "child": "children",
    "foot": "feet",
    "series": "series",
    "species": "species",
    "police": "police",
}
_NO_PLURAL = re.compile(
    r"(?:ous|ful|less|able|ible|ish|ed|ing|ese|ic|ical|ive|ional|ental|(?<!m)ent|s|-|people|media|most|best|main|new|old|crucial|proficient)$"
)


@cache
def _adjectives() -> frozenset[str]:
    """Adjectives that their ending does not tell."""
    return frozenset(row[0] for row in read_table(__package__, "adjectives.tsv"))


@cache
def _past() -> dict[str, str]:
    """Irregular verbs of the past → their participles."""
    return {row[0]: row[-1] for row in read_table(__package__, "past.tsv")}


def is_name(sense: str) -> bool:
    """Whether a sense is written with a capital."""
    return sense[:1].isupper()


def is_nationality(sense: str) -> bool:
    """Whether a name may be an adjective: Norwegian, Chinese, Yemeni."""
    return is_name(sense) and sense.split("/")[0].endswith(("an", "ese", "ish", "i", "ic"))


def is_closed(head: str) -> bool:
    """Whether a sense with this first word has a preposition, a conjunction or an article of its own."""
    return head in _CLOSED


def is_clause(sense: str) -> bool:
    """Whether a sense is a verb with its subject or auxiliary: ``we apply``, ``will apply``."""
    head, _, rest = sense.partition(" ")
    return bool(rest) and head.lower() in _SUBJECTS


def possess(sense: str, possessive: str, object_: str) -> str:
    """A pronoun put after the function words that a sense begins with: ``with the theory`` → ``with his theory``."""
    words = sense.split(" ")
    count = next((i for i, w in enumerate(words) if w not in _CLOSED), len(words))
    lead = [w for w in words[:count] if w not in _ARTICLES]
    if count == len(words):
        return f"{sense} {object_}"
    return " ".join([*lead, possessive, *words[count:]])


def unowned(sense: str) -> str:
    """``my aunt`` → ``aunt``: the ya of a listed form is taken for "my", and may be another ending."""
    return sense.removeprefix("my ")


def is_past(sense: str) -> bool:
    """Whether a sense begins with a verb of the past."""
    head = sense.split(" ", 1)[0]
    return head in _past() or (head.endswith("ed") and len(head) > 4)


def passive(sense: str) -> str | None:
    """``and killed`` → ``and was killed``, ``they took`` → ``they were taken``; None where the sense is no verb of the past."""
    words = sense.split(" ")
    at = next((i for i, w in enumerate(words) if w not in _BEFORE_VERB), len(words))
    if at == len(words):
        return None
    if words[at] in ("was", "were"):
        return sense
    if words[at] in _NO_PASSIVE or not is_past(words[at]):
        return None
    be = "were" if "they" in words[:at] else "was"
    return " ".join([*words[:at], be, _past().get(words[at], words[at]), *words[at + 1 :]])


def is_present(sense: str) -> bool:
    """Whether a sense may begin with a verb of the third person: told from a plural only by the Arabic."""
    head = sense.split(" ", 1)[0]
    return head == "is" or (head.endswith("s") and not head.endswith(("ss", "us", "is", "ous")))


def bare(sense: str) -> str:
    """``meets with`` → ``meet with``."""
    head, _, rest = sense.partition(" ")
    if head in _BASE:
        head = _BASE[head]
    elif head.endswith("ies"):
        head = head[:-3] + "y"
    elif head.endswith(("sses", "shes", "ches", "xes", "zzes")):
        head = head[:-2]
    elif head.endswith("s") and not head.endswith("ss"):
        head = head[:-1]
    return f"{head} {rest}".strip()


def agree(sense: str, subject: str) -> str:
    """A verb of the third person as it stands after a subject: ``is divided`` after "they" → ``are divided``."""
    if not subject:
        return sense
    if sense.split(" ", 1)[0] == "was":
        return ("was" if subject == "I" else "were") + sense[3:]
    if sense.split(" ", 1)[0] == "is":
        return ("am" if subject == "I" else "are") + sense[2:]
    return bare(sense)


def plural(sense: str) -> str:
    """``freedom fighter`` → ``freedom fighters``; adjectives, participles and names of places stay."""
    head, of, rest = sense.partition(" of ")
    first, _, last = head.rpartition(" ")
    if (
        len(last) < 3
        or last in _adjectives()
        or _NO_PLURAL.search(last)
        or (is_name(last) and not last.endswith(("an", "i")))
    ):
        return sense
    if last in _PLURAL:
        last = _PLURAL[last]
    elif last.endswith("man") and len(last) > 5 and not is_name(last):
        last = last[:-2] + "en"
    elif last.endswith("y") and last[-2:-1] not in tuple("aeiou"):
        last = last[:-1] + "ies"
    elif last.endswith(("x", "z", "ch", "sh")):
        last += "es"
    else:
        last += "s"
    return f"{first} {last}".strip() + of + rest
