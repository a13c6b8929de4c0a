"""Where a block of other articles, a teaser or the page's end lets the story go on."""

from __future__ import annotations

from collections.abc import Sequence, Set

from .dates import names_day
from .lines import Hit, Line, match_words
from .page import STORY, Page
from .topic import Topic, carries_on, cohesion, shared, stems

_LOOK = 10

# Does the story go on? Logistic regressions over features of the prose that follows, fitted on 2,500 pages put together
# from two or three articles each (a third of them near neighbours by topic). The first decides at the first prose under a
# heading, the second once another article has been met.
_AFTER_HEADING = {
    "bias": -0.2,
    "share": 6.7,  # of the next paragraph with the story so far
    "headline": 1.4,  # whether a headline stands above it
    "told": -12.1,  # how much of that headline the next two paragraphs tell
    "short": -0.4,  # a longer story is less likely to go on
    "own": -3.8,  # how much more the next paragraphs share with each other than with the story
    "back": 0.9,  # share of the story's last paragraph with what follows
    "ahead": 1.6,  # the same, beyond its share with what comes before
    "carries": 3.5,  # by counting: 3 of 5 paragraphs within a story begin so, 1 lead of 50
}
_AFTER_OTHER = {
    "bias": 5.1,
    "share": 5.7,
    "other": -7.2,  # share of the next paragraph with the other article
    "next": 7.5,  # share of the paragraphs after it with the story
    "next_other": -11.8,
    "usual": -6.2,
    "headline": 2.8,
    "told": -9.9,
    "carries": 0.3,
    "many": -2.0,  # paragraphs of the other article, up to four
}
_PROMISE = 10.0
_TEASER = 2.0  # a teaser with its headline on its own line is seldom followed by its article
_DOUBT = -3.0  # a decision that is not below this may have been wrong
_FOREIGN = 0.07
_HEADLINE_WORDS = 16
_CARD_WORDS = (4, 16)  # of a card's headline
_CARD_TOLD = 0.35
_MORE = frozenset(match_words("التفاصيل المزيد تفاصيل للمزيد القراءة"))
_LINKS = 2  # headlines in a row that make a list of links
_SUBHEADING = 4  # words
_TAIL = -3.0  # a page's end is seldom the middle of its story


def skip_related(page: Page, number: int, hit: Hit, topic: Topic) -> int:
    """Drop what the line ``number`` announces; returns where the story goes on (``len(page)``: nowhere).

    A teaser has its headline on its own line or on short lines under it; another article has paragraphs, whose first
    tells what its headline said and seldom begins with a word that carries on.
    """
    page.fates[number] = hit.rule
    if not len(topic):
        return number + 1
    headline = stems(match_words(hit.rest)) if hit.rest else frozenset()
    pending = number > 0 and page.fates[number - 1] == STORY and not page.prose(number - 1)
    promised = stems(page.lines[number - 1].words) if pending else frozenset()
    others, foreign = 0, set[str]()  # paragraphs of other articles, and their stems
    row = 0  # headlines in a row
    position = number + 1
    doubtful, begun, begun_sure, teaser = True, position, 0.0, bool(hit.rest)
    while position < len(page):
        line, met = page.lines[position], page.hits[position]
        if page.fates[position]:
            position += 1
            continue
        if page.prose(position) and not (page.fates[position - 1] and _headline(line)):
            following = page.prose_after(position, _LOOK)
            if row >= _LINKS and not others and carries_on(line):
                headline = frozenset()  # a list of links: its last is not this paragraph's headline
            sure = _goes_on(
                following,
                topic,
                headline,
                foreign,
                others,
                teaser=bool(hit.rest),
                tail=hit.effect == "tail",
                doubtful=doubtful,
            )
            if promised and not others:
                # A subheading of the story stands above the block: prose that tells it is the story's.
                sure += _PROMISE * shared(promised, stems(line.words))
            if sure > 0 and begun_sure > _DOUBT / 2 and others == 1:
                # One doubtful paragraph between story and story was story.
                for undone in range(begun, position):
                    page.fates[undone] = ""
                return begun
            if sure > 0:
                if hit.rest and position == number + 2 and page.plain(number + 1):
                    page.fates[number + 1] = ""
                    return number + 1
                return position
            if not others:
                doubtful = sure > _DOUBT
                begun, begun_sure = position, sure
            others += 1
            foreign |= stems(line.words)
            headline, row = frozenset(), 0
        elif met is None and teaser and position == number + 1 and len(line.words) <= _SUBHEADING:
            promised = stems(line.words)  # the teaser has its headline: this is the story's subheading
        elif met is None:
            headline, row = stems(line.words), row + 1
        elif met.effect == "block":
            headline = stems(match_words(met.rest)) if met.rest else frozenset()
            hit = Hit(hit.rule, hit.effect, met.rest) if not others else hit
        page.fates[position] = met.rule if met else hit.rule
        position += 1
    return position


def _headline(line: Line) -> bool:
    """A question or an exclamation of a few words: among teasers, one of them."""
    return len(line.words) < _HEADLINE_WORDS and line.text.rstrip(" \"'»”)").endswith(("؟", "!", "…", ".."))


def _goes_on(
    following: Sequence[Line],
    topic: Topic,
    headline: frozenset[str],
    foreign: Set[str],
    others: int,
    *,
    teaser: bool,
    tail: bool,
    doubtful: bool,
) -> float:
    """Above zero when the story goes on. ``foreign``: the stems of the ``others`` paragraphs of another article, which it is not
    sure to be where it is ``doubtful``."""
    if tail and not (carries_on(following[0]) and len(following) > 1):
        return _TAIL
    next_stems = [stems(line.words) for line in following]
    vocabulary = topic.vocabulary
    told = next_stems[0].union(*next_stems[1:2])
    values = {
        "bias": 1.0,
        "share": shared(next_stems[0], vocabulary),
        "headline": float(bool(headline)),
        "told": shared(headline, told),
        "carries": float(carries_on(following[0])),
    }
    if others:
        near = next_stems[1:4] or next_stems[:1]
        values |= {
            "other": shared(next_stems[0], foreign),
            "next": sum(shared(words, vocabulary) for words in near) / len(near),
            "next_other": sum(shared(words, foreign) for words in near) / len(near),
            "usual": topic.usual(),
            "many": float(min(others, 4)),
        }
        if doubtful:
            told_story = values["share"] > 0.5 * values["usual"] and values["share"] > values["other"]
        else:
            # Articles on the same subject share much: the story may only go on where the other article is not told at all.
            told_story = (
                values["share"] > 0.6 * values["usual"]
                and values["other"] < _FOREIGN
                and values["next_other"] < _FOREIGN
            )
        return _sum(values, _AFTER_OTHER) + (_TAIL if tail else 0.0) if told_story else -1.0
    shares = [shared(words, vocabulary) for words in next_stems]
    back = shared(topic.last, frozenset().union(*next_stems[:6]))
    values |= {
        "short": float(min(len(topic), 8)),
        "own": cohesion(next_stems) - sum(shares) / len(shares) if len(next_stems) > 2 else 0.0,
        "back": back,
        "ahead": back - shared(topic.last, topic.before_last),
    }
    return _sum(values, _AFTER_HEADING) + (_TEASER if teaser else 0.0) + (_TAIL if tail else 0.0)


def _sum(values: dict[str, float], weights: dict[str, float]) -> float:
    return sum(weights[name] * value for name, value in values.items())


def breaks_off(page: Page, number: int, topic: Topic) -> bool:
    """Whether another article begins here without a heading: after prose, a headline and a dateline, then prose that
    tells the headline and not the story."""
    if len(topic) < 2:
        return False
    headline: frozenset[str] = frozenset()
    dated = False
    for above in range(number - 1, max(-1, number - 5), -1):
        if page.fates[above] == STORY and page.prose(above):
            break
        if page.dateline(above):  # a time alone is an entry of a live blog
            dated = dated or names_day(page.lines[above].text)
        elif page.plain(above) and len(page.lines[above].words) >= 3:
            headline = stems(page.lines[above].words)
    else:
        return False
    if not dated or not headline:
        return False
    line = page.lines[number]
    told = stems(line.words)
    return (
        len(headline & told) >= 0.5 * len(headline)
        and not carries_on(line)
        and shared(told, topic.vocabulary) < 0.8 * topic.usual()
    )


def is_card(page: Page, number: int, topic: Topic) -> bool:
    """Whether a headline and this line under it are another article's card in the middle of the story: the line tells the
    headline and not the story, and it breaks off ("…", "التفاصيل") or has a date of its own."""
    above, line = number - 1, page.lines[number]
    if (
        len(topic) < 2
        or page.fates[above] not in (STORY, "link")
        or page.prose(above)
        or page.lines[above].ends_sentence
    ):
        return False
    if not _CARD_WORDS[0] <= len(page.lines[above].words) <= _CARD_WORDS[1] or carries_on(line):
        return False
    headline, told = stems(page.lines[above].words), stems(line.words)
    usual, share = topic.usual(), shared(told, topic.vocabulary)
    if shared(headline, told) < _CARD_TOLD or shared(headline, topic.vocabulary) > share + _FOREIGN:
        return False
    broken_off = line.text.rstrip().endswith(("...", "…", "..")) or line.words[-1] in _MORE
    near = [n for n in (above - 1, number + 1) if 0 <= n < len(page) and page.dateline(n)]
    dated = any(names_day(page.lines[n].text) for n in near)
    below = page.lines[number + 1] if number + 1 < len(page) else None
    linked = below is not None and len(below.words) <= 3 and bool(_MORE.intersection(below.words))
    return (broken_off or dated or linked) and share < 0.6 * usual
