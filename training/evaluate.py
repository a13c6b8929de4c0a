"""Score a converted decoder: `python training/evaluate.py CT2/ FILE.tsv[.gz] -n 100 --beam 1`; `--loss` scores the references instead.

FILE has `Arabic<TAB>English` lines, or is a briefs file (`.jsonl.gz`), of which the held-out items are taken. Prints chrF and BLEU with
sacrebleu's signatures and sentences a second and CPU seconds a sentence (which a busy machine hardly changes); with `--loss` nats a target token, which needs a tenth of the time and sees smaller
changes. `--best N` prints the best of N hypotheses by sentence chrF too: what reranking could reach.
"""

from __future__ import annotations

import argparse
import json
import time
import zlib
from dataclasses import dataclass
from pathlib import Path

import ctranslate2
import sacrebleu
from data import brief_pairs, briefs, held_out, opened
from mujaz.articles.text import model_text
from mujaz.translate.lexicon import Lexicon
from rows import BOS, EOS, GLOSS, TRANSLATE
from tokenizers import Tokenizer


@dataclass(frozen=True, slots=True)
class Search:
    """How to decode; names as in CTranslate2."""

    beam: int = 1
    best: int = 1
    repetition_penalty: float = 1.0
    length_penalty: float = 1.0
    no_repeat_ngram: int = 0
    longest: int = 180
    batch: int = 32


class Decoder:
    """A converted decoder with its lexicon: translations and losses, lists in, lists out."""

    def __init__(self, folder: Path, lexicon: Lexicon, threads: int = 2, compute_type: str = "int8") -> None:
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.generator = ctranslate2.Generator(str(folder), compute_type=compute_type, intra_threads=threads)
        self.lexicon = lexicon

    def _pieces(self, text: str) -> list[str]:
        return list(self.tokenizer.encode(text, add_special_tokens=False).tokens)

    def _special(self, number: int) -> str:
        return str(self.tokenizer.id_to_token(number))

    def prompt(self, sentence: str, gloss: str | None = None) -> list[str]:
        """The tokens the model is given, with the lexicon's gloss unless one is handed in."""
        gloss = self.lexicon.gloss(sentence) if gloss is None else gloss
        middle, end = self._special(GLOSS), self._special(TRANSLATE)
        return [self._special(BOS), *self._pieces(model_text(sentence)), middle, *self._pieces(gloss), end]

    def translate(self, sentences: list[str], search: Search) -> list[list[tuple[str, float]]]:
        """(English, log-probability a token) hypotheses of each sentence, best first."""
        prompts = [self.prompt(s) for s in sentences]
        order = sorted(range(len(prompts)), key=lambda i: len(prompts[i]))
        out: list[list[tuple[str, float]]] = [[] for _ in prompts]
        for begin in range(0, len(order), search.batch):
            index = order[begin : begin + search.batch]
            results = self.generator.generate_batch(
                [prompts[i] for i in index],
                beam_size=search.beam,
                num_hypotheses=search.best,
                repetition_penalty=search.repetition_penalty,
                length_penalty=search.length_penalty,
                no_repeat_ngram_size=search.no_repeat_ngram,
                max_length=search.longest,
                include_prompt_in_result=False,
                return_scores=True,
                end_token=self._special(EOS),
            )
            for i, r in zip(index, results, strict=True):
                texts = [self.tokenizer.decode(ids, skip_special_tokens=True).strip() for ids in r.sequences_ids]
                out[i] = list(zip(texts, r.scores, strict=True))
        return out

    def losses(
        self, pairs: list[tuple[str, str]], glosses: list[str] | None = None, batch: int = 1
    ) -> list[tuple[float, int]]:
        """(nats, tokens) of each reference given its sentence. CTranslate2 4.8.5 fails on batches of more than one for this model."""
        prompts = [self.prompt(ar, glosses[i] if glosses else None) for i, (ar, _) in enumerate(pairs)]
        targets = [[*self._pieces(en), self._special(EOS)] for _, en in pairs]
        order = sorted(range(len(pairs)), key=lambda i: len(prompts[i]) + len(targets[i]))
        out = [(0.0, 0)] * len(pairs)
        for begin in range(0, len(order), batch):
            index = order[begin : begin + batch]
            for i, r in zip(index, self.generator.score_batch([prompts[i] + targets[i] for i in index]), strict=True):
                out[i] = (-sum(r.log_probs[-len(targets[i]) :]), len(targets[i]))
        return out


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """(Arabic, English) of a TSV file, or of the held-out items of a briefs file."""
    if ".jsonl" in path.name:
        return [(p.ar, p.en) for b in briefs(path) if held_out(b.id) for p in brief_pairs(b)]
    with opened(path) as lines:
        cells = [line.rstrip("\n").split("\t") for line in lines]
    return [(c[0], c[1]) for c in cells]


def loops(text: str) -> bool:
    """Whether a text repeats itself: it compresses to less than half."""
    data = text.encode()
    return len(data) > 2 * len(zlib.compress(data, 9))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("file", type=Path)
    parser.add_argument("-n", type=int, default=100)
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--beam", type=int, default=1)
    parser.add_argument("--best", type=int, default=1)
    parser.add_argument("--repetition-penalty", type=float, default=1.0)
    parser.add_argument("--length-penalty", type=float, default=1.0)
    parser.add_argument("--no-repeat-ngram", type=int, default=0)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--loss", action="store_true")
    parser.add_argument("--out", type=Path, help="JSON file for the hypotheses")
    o = parser.parse_args()
    decoder = Decoder(o.model, Lexicon.builtin())
    pairs = read_pairs(o.file)[o.skip : o.skip + o.n]
    began = time.perf_counter()
    if o.loss:
        scored = decoder.losses(pairs)
        nats, tokens = sum(n for n, _ in scored), sum(t for _, t in scored)
        print(
            f"{o.file.name} n={len(pairs)} loss {nats / tokens:.4f} ({tokens} tokens, {time.perf_counter() - began:.0f} s)"
        )
        return
    cpu = time.process_time()
    search = Search(o.beam, o.best, o.repetition_penalty, o.length_penalty, o.no_repeat_ngram, batch=o.batch)
    found = decoder.translate([ar for ar, _ in pairs], search)
    took, cpu = time.perf_counter() - began, time.process_time() - cpu
    reference = [en for _, en in pairs]

    def scores(hypotheses: list[str]) -> str:
        chrf, bleu = sacrebleu.metrics.CHRF(), sacrebleu.metrics.BLEU()
        a, b = chrf.corpus_score(hypotheses, [reference]), bleu.corpus_score(hypotheses, [reference])
        return f"chrF {a.score:.2f} BLEU {b.score:.2f} loops {sum(map(loops, hypotheses))} [{chrf.get_signature()} | {bleu.get_signature()}]"

    first = [h[0][0] for h in found]
    print(
        f"{o.file.name} n={len(pairs)} {search} {len(pairs) / took:.2f}/s {cpu / len(pairs):.2f} CPU s a sentence {scores(first)}",
        flush=True,
    )
    if o.best > 1:
        best = [
            max((t for t, _ in h), key=lambda t: sacrebleu.sentence_chrf(t, [r]).score)
            for h, r in zip(found, reference, strict=True)
        ]
        print(f"  best of {o.best} by reference: {scores(best)}")
    if o.out:
        o.out.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
