"""How fast mujaz is: ``python benchmarks/speed.py [engines|adding|articles|start|built-in]`` (all five without a word).

engines: a MarianMT checkpoint run by mujaz, by transformers and by CTranslate2 by hand. adding: what converting and testing that
checkpoint costs. articles: seconds an article and memory, at 100 and at 1,000 articles. start: how long commands take, cold.
built-in: the built-in translator over sentences of the samples, with two readings, checks and all.

The checkpoint has opus-mt's true size (6+6 layers, 512 wide, 62,834 pieces) and random weights, which cost what trained ones
cost; every answer is made 30 tokens long. All figures come from one run on one machine, each way in a process of its own, and
are to be read as ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mujaz.articles import Article

ROOT = Path(__file__).parents[1]
LENGTH = 30
WARM = 16  # articles before the clock starts: tables are read when they are first asked for
PIECES = 62_834


def sample_sentences(count: int) -> list[str]:
    """Sentences of the samples, over and over."""
    from mujaz.articles.sentences import sentences_of

    texts = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "samples").glob("*.txt")) if _is_utf8(p)]
    found = [s.text for s in sentences_of([line for t in texts for line in t.splitlines() if line.strip()])]
    found = [s for s in found if 8 <= len(s.split()) <= 40]
    return [found[i % len(found)] for i in range(count)]


def _is_utf8(path: Path) -> bool:
    try:
        path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return False
    return True


def checkpoint(folder: Path) -> None:
    """A MarianMT checkpoint of opus-mt's size with random weights and a real, small sentencepiece model."""
    sys.path.insert(0, str(ROOT / "tests"))
    import toys

    made = toys.random_marian(
        folder, toys.sentencepiece_model(sample_sentences(400), 4000), PIECES,
        d_model=512, encoder_layers=6, decoder_layers=6, encoder_attention_heads=8, decoder_attention_heads=8,
        encoder_ffn_dim=2048, decoder_ffn_dim=2048, activation_function="swish", max_position_embeddings=512,
    )  # fmt: skip
    made.generation_config.update(num_beams=4, max_length=LENGTH + 1, min_length=LENGTH + 1)
    made.save_pretrained(folder)


def transformers_way(folder: Path, sentences: list[str], beams: int, batch: int) -> float:
    import torch
    from transformers import MarianMTModel, MarianTokenizer

    tokenizer, model = MarianTokenizer.from_pretrained(folder), MarianMTModel.from_pretrained(folder).eval()

    def run(texts: list[str]) -> None:
        inputs = tokenizer(texts, return_tensors="pt", padding=True)
        with torch.inference_mode():
            model.generate(**inputs, num_beams=beams, min_new_tokens=LENGTH, max_new_tokens=LENGTH)

    run(sentences[:1])
    began = time.perf_counter()
    for start in range(0, len(sentences), batch):
        run(sentences[start : start + batch])
    return time.perf_counter() - began


def ctranslate2_way(folder: Path, sentences: list[str], beams: int, batch: int) -> float:
    """As CTranslate2's documentation shows it: its own batching by tokens, over a converted folder."""
    import ctranslate2
    import sentencepiece

    spm = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    translator = ctranslate2.Translator(str(folder), compute_type="int8", intra_threads=len(os.sched_getaffinity(0)))

    def run(texts: list[str]) -> None:
        tokens = [[*spm.encode(t, out_type=str), "</s>"] for t in texts]
        found = translator.translate_batch(
            tokens,
            beam_size=beams,
            min_decoding_length=LENGTH,
            max_decoding_length=LENGTH,
            max_batch_size=batch,
            batch_type="tokens",
        )
        for result in found:
            spm.decode_pieces(result.hypotheses[0])

    run(sentences[:1])
    began = time.perf_counter()
    run(sentences)
    return time.perf_counter() - began


def mujaz_way(folder: Path, sentences: list[str], beams: int, batch: int) -> float:
    from mujaz.models.engines import open_seq2seq
    from mujaz.models.types import Decoding

    model = open_seq2seq(folder, device="cpu")
    decoding = Decoding(num_beams=beams, max_new_tokens=LENGTH)
    model.generate(sentences[:1], decoding)
    began = time.perf_counter()
    model.generate(sentences, decoding)
    return time.perf_counter() - began


WAYS = {
    "transformers, one at a time": (transformers_way, 1),
    "transformers, batches of 16": (transformers_way, 16),
    "CTranslate2 by hand": (ctranslate2_way, 2048),
    "mujaz": (mujaz_way, 0),
}


def measured(way: str, folder: Path, count: int, beams: int = 1) -> dict[str, float]:
    """One way in its own process."""
    command = [sys.executable, __file__, "--way", way, "--folder", str(folder), "-n", str(count), "--beams", str(beams)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def peak_mb() -> float:
    """Of this process alone: ``ru_maxrss`` begins with what the parent had when it forked, so Linux's own mark is read where it is."""
    return status_mb("VmHWM")


def status_mb(field: str) -> float:
    status = Path("/proc/self/status")
    if status.is_file():
        return int(status.read_text().split(f"{field}:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def start_up(*command: str, runs: int = 5) -> tuple[float, float]:
    """Median seconds, and seconds of CPU, which other work on the machine does not lengthen."""
    times, busy = [], []
    for _ in range(runs):
        began, idle = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, capture_output=True, check=True)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(time.perf_counter() - began)
        busy.append(used.ru_utime + used.ru_stime - idle.ru_utime - idle.ru_stime)
    return statistics.median(times), statistics.median(busy)


def adding(folder: Path) -> dict[str, float]:
    """``mujaz models add``: copying, converting, and int8 against the unconverted model on 20 sentences.

    Random weights write no English, so the self-test runs to its end and then refuses the model.
    """
    from mujaz.errors import ModelError
    from mujaz.models.intake import add

    began, idle = time.perf_counter(), time.process_time()
    try:
        add(folder, name="sized", task="translate", licence="none")
    except ModelError as error:
        if "what it writes is no translation" not in str(error) or "differs" in str(error):
            raise
    return {"seconds": time.perf_counter() - began, "busy": time.process_time() - idle, "peak_mb": peak_mb()}


def sample_articles(count: int) -> list[Article]:
    """The samples' articles over and over, no two the same."""
    from mujaz.articles import read_sources
    from mujaz.articles.plain import plain_article

    paths = [str(p) for p in sorted((ROOT / "samples").glob("*.txt")) if _is_utf8(p)]
    read = [a for a in read_sources(paths) if not isinstance(a, Exception)]
    made = []
    for n in range(count):
        one = read[n % len(read)]
        made.append(plain_article(f"{one.text}\nوسجل الخبر تحت رقم {n}.", f"page-{n}.txt", title=one.title))
    return made


def articles_way(folder: Path, count: int) -> dict[str, float]:
    """Briefs through the archive, as ``mujaz brief --archive`` makes them; a small trained checkpoint translates."""
    from mujaz.briefs import Briefer
    from mujaz.briefs.archive import Archive
    from mujaz.briefs.keeping import kept_briefs
    from mujaz.summarize import load_summarizer
    from mujaz.translate import load_translator

    briefer = Briefer(load_summarizer(), load_translator(str(folder), num_beams=1))
    articles = sample_articles(WARM + count)
    with tempfile.TemporaryDirectory() as kept, Archive(Path(kept) / "archive.sqlite") as archive:
        list(kept_briefs(archive, briefer, articles[:WARM]))
        before, began, idle = now_mb(), time.perf_counter(), time.process_time()
        made = sum(not k.cached for k in kept_briefs(archive, briefer, articles[WARM:]))
        seconds, busy = time.perf_counter() - began, time.process_time() - idle
        assert made == count, made
        return {"seconds": seconds, "busy": busy, "before_mb": before, "after_mb": now_mb(), "peak_mb": peak_mb()}


def now_mb() -> float:
    return status_mb("VmRSS")


def one_way(way: str, folder: Path, count: int, beams: int) -> dict[str, float]:
    if way == "adding":
        return adding(folder)
    if way == "built-in":
        return builtin_way(count)
    if way == "articles":
        return articles_way(folder, count)
    run, batch = WAYS[way]
    return {"seconds": run(folder, sample_sentences(count), beams, batch), "peak_mb": peak_mb()}


def builtin_way(count: int) -> dict[str, float]:
    from mujaz.translate import load_translator

    began = time.perf_counter()
    translator = load_translator("built-in")
    loaded = time.perf_counter() - began
    first, *sentences = dict.fromkeys(sample_sentences(count + 1))
    translator.translate([first])
    began, idle = time.perf_counter(), time.process_time()
    translator.translate(sentences)
    return {
        "sentences": len(sentences),
        "loaded": loaded,
        "seconds": time.perf_counter() - began,
        "busy": time.process_time() - idle,
        "peak_mb": peak_mb(),
    }


def report_builtin(home: Path, o: argparse.Namespace) -> None:
    found = measured("built-in", home, min(o.n, 40))
    print(
        f"built-in translator: loaded in {found['loaded']:.2f} s, {found['sentences'] / found['seconds']:.2f} sentences/s "
        f"({found['sentences'] / found['busy']:.2f} a second of CPU) over {found['sentences']}, peak {found['peak_mb']:.0f} MB"
    )


def report_engines(home: Path, o: argparse.Namespace) -> None:
    hub = sized(home)
    began = time.perf_counter()
    measured("mujaz", hub, 1, 1)
    print(f"conversion and first sentence: {time.perf_counter() - began:.1f} s")
    converted = next((home / "mujaz/conversions").glob("*/model.bin")).parent
    rates = {}
    for way in WAYS:
        slow = way.startswith("transformers")
        count = max(4, o.n // 10) if slow else o.n
        found = measured(way, hub if slow or way == "mujaz" else converted, count, o.beams)
        rates[way] = count / found["seconds"]
        print(
            f"{way:30s} {rates[way]:7.2f} sentences/s {rates[way] * LENGTH:8.1f} tokens/s  peak {found['peak_mb']:6.0f} MB"
        )
    first, by_hand, ours = rates["transformers, one at a time"], rates["CTranslate2 by hand"], rates["mujaz"]
    print(f"mujaz / transformers one at a time {ours / first:.2f}; mujaz / CTranslate2 by hand {ours / by_hand:.2f}")
    for count in (1, 4, 16, 64):
        found = measured("mujaz", hub, count, o.beams)
        print(
            f"mujaz, {count:3d} sentences in a call: {count / found['seconds']:.2f} sentences/s, peak {found['peak_mb']:.0f} MB"
        )


def report_adding(home: Path, o: argparse.Namespace) -> None:
    found = measured("adding", sized(home), 1)
    print(
        f"conversion and self-test: {found['seconds']:.1f} s ({found['busy']:.1f} s of CPU), peak {found['peak_mb']:.0f} MB"
    )


def report_articles(home: Path, o: argparse.Namespace) -> None:
    sys.path.insert(0, str(ROOT / "tests"))
    import toys

    folder = toys.marian(home / "toy", steps=150)
    measured("articles", folder, 8)  # converts it
    cost = {}
    for count in (100, 1000):
        found = measured("articles", folder, count)
        cost[count] = found["busy"] / count
        print(
            f"{count:5d} articles: {1000 * found['seconds'] / count:.1f} ms an article ({1000 * cost[count]:.1f} ms of CPU), "
            f"memory {found['before_mb']:.0f} → {found['after_mb']:.0f} MB, peak {found['peak_mb']:.0f} MB",
            flush=True,
        )
    print(f"CPU an article at 1,000 / at 100: {cost[1000] / cost[100]:.2f}")


def report_start(home: Path, o: argparse.Namespace) -> None:
    base, base_busy = start_up(sys.executable, "-c", "pass")
    print(f"python -c pass: {base:.3f} s ({base_busy:.3f} s of CPU)")
    page = str(ROOT / "samples/floods-akkar-river.txt")
    for words, runs in ((["--help"], 5), (["brief", "--help"], 5), (["models", "list"], 5), (["brief", page], 3)):
        took, busy = start_up(sys.executable, "-m", "mujaz", *words, runs=runs)
        name = " ".join(Path(word).name for word in words)
        print(
            f"mujaz {name}: {took:.2f} s ({busy:.2f} s of CPU), {took / base:.1f} times python -c pass ({busy / base_busy:.1f} of CPU)"
        )


def sized(home: Path) -> Path:
    """The checkpoint of opus-mt's size, made once."""
    folder = home / "opus-mt-sized"
    if not folder.is_dir():
        checkpoint(folder)
    return folder


REPORTS = {
    "engines": report_engines,
    "adding": report_adding,
    "articles": report_articles,
    "start": report_start,
    "built-in": report_builtin,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(REPORTS)}; default: all")
    parser.add_argument("-n", type=int, default=500, help="sentences (the transformers ways take a tenth of them)")
    parser.add_argument("--beams", type=int, default=4)
    parser.add_argument("--way", choices=[*WAYS, "adding", "articles", "built-in"], help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    o = parser.parse_args()
    if o.way:
        print(json.dumps(one_way(o.way, o.folder, o.n, o.beams)))
        return
    if unknown := set(o.parts) - REPORTS.keys():
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        os.environ["MUJAZ_HOME"] = str(home / "mujaz")
        for part in o.parts or REPORTS:
            REPORTS[part](home, o)


if __name__ == "__main__":
    main()
