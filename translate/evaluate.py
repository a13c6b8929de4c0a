"""How good English is against references: chrF first, BLEU, and what the checks say.

Scores are sacrebleu's and carry its signatures, so that figures can be compared with others'.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..checks.loops import compression_ratio
from ..checks.types import Flag
from ..errors import MujazError

LOOP_RATIO = 2.0  # zlib ratio over which a line counts as a loop; no system's FLORES output reaches it


@dataclass(frozen=True, slots=True)
class TranslationScores:
    """``chrf``, ``bleu``: 0 to 100. ``numbers_kept``: share of lines without a number flag among those with a digit.

    ``length_ratio``: characters of the hypotheses by those of the references. ``loops``: lines that compress too well.
    """

    lines: int
    chrf: float
    bleu: float
    chrf_signature: str
    bleu_signature: str
    numbers_kept: float
    errors_per_100: float
    length_ratio: float
    loops: int


def score_translations(
    sources: Sequence[str],
    hypotheses: Sequence[str],
    references: Sequence[str],
    check: Callable[[str, str], Sequence[Flag]],
) -> TranslationScores:
    """Scores of ``hypotheses`` line by line. Raises ValueError for unequal lengths, MujazError without sacrebleu."""
    try:
        from sacrebleu.metrics import BLEU, CHRF
    except ImportError as error:
        raise MujazError("mujaz eval", "needs sacrebleu", "pip install 'mujaz[eval]'") from error
    if not len(sources) == len(hypotheses) == len(references):
        raise ValueError(f"{len(sources)} sources, {len(hypotheses)} hypotheses, {len(references)} references")
    chrf, bleu = CHRF(), BLEU()
    chrf_score = chrf.corpus_score(list(hypotheses), [list(references)])
    bleu_score = bleu.corpus_score(list(hypotheses), [list(references)])
    flags = [check(a, e) for a, e in zip(sources, hypotheses, strict=True)]
    numbered = [f for s, f in zip(sources, flags, strict=True) if any(c.isdigit() for c in s)]
    kept = sum(not any(f.kind == "number" and f.severity == "error" for f in some) for some in numbered)
    return TranslationScores(
        lines=len(sources),
        chrf=chrf_score.score,
        bleu=bleu_score.score,
        chrf_signature=str(chrf.get_signature()),
        bleu_signature=str(bleu.get_signature()),
        numbers_kept=kept / len(numbered) if numbered else 1.0,
        errors_per_100=100 * sum(f.severity == "error" for some in flags for f in some) / max(1, len(sources)),
        length_ratio=sum(map(len, hypotheses)) / max(1, sum(map(len, references))),
        loops=sum(compression_ratio(h) > LOOP_RATIO for h in hypotheses),
    )
