"""How fast mujaz runs a MarianMT checkpoint, against transformers and against CTranslate2 by hand: ``python benchmarks/speed.py``.

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

ROOT = Path(__file__).parents[1]
LENGTH = 30
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
    import sentencepiece
    import torch
    import toys
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer

    folder.mkdir(parents=True)
    spm = toys.sentencepiece_model(sample_sentences(400), 4000)
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes(spm)
    model = sentencepiece.SentencePieceProcessor(model_proto=spm)
    pieces = ["</s>", "<unk>", *(model.id_to_piece(i) for i in range(3, model.get_piece_size()))]
    pieces += [f"filler{i}" for i in range(PIECES - 1 - len(pieces))]
    (folder / "vocab.json").write_text(json.dumps({p: i for i, p in enumerate([*pieces, "<pad>"])}, ensure_ascii=False))
    names = [str(folder / n) for n in ("source.spm", "target.spm", "vocab.json")]
    MarianTokenizer(*names, source_lang="ar", target_lang="en").save_pretrained(folder)
    torch.manual_seed(0)
    config = MarianConfig(
        vocab_size=PIECES, d_model=512, encoder_layers=6, decoder_layers=6, encoder_attention_heads=8, decoder_attention_heads=8,
        encoder_ffn_dim=2048, decoder_ffn_dim=2048, activation_function="swish", scale_embedding=True, max_position_embeddings=512,
        pad_token_id=PIECES - 1, eos_token_id=0, decoder_start_token_id=PIECES - 1, bos_token_id=None,
    )  # fmt: skip
    made = MarianMTModel(config)
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


def measured(way: str, folder: Path, count: int, beams: int) -> dict[str, float]:
    """One way in its own process."""
    command = [sys.executable, __file__, "--way", way, "--folder", str(folder), "-n", str(count), "--beams", str(beams)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def peak_mb() -> float:
    """Of this process alone: ``ru_maxrss`` begins with what the parent had when it forked, so Linux's own mark is read where it is."""
    status = Path("/proc/self/status")
    if status.is_file():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def start_up(*command: str, runs: int = 5) -> float:
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        subprocess.run(command, capture_output=True, check=False)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=500, help="sentences (the transformers ways take a tenth of them)")
    parser.add_argument("--beams", type=int, default=4)
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    o = parser.parse_args()
    if o.way:
        run, batch = WAYS[o.way]
        seconds = run(o.folder, sample_sentences(o.n), o.beams, batch)
        print(json.dumps({"seconds": seconds, "peak_mb": peak_mb()}))
        return
    with tempfile.TemporaryDirectory() as made:
        home = Path(made)
        os.environ["MUJAZ_HOME"] = str(home / "mujaz")
        hub = home / "opus-mt-sized"
        checkpoint(hub)
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
        print(
            f"mujaz / transformers one at a time {ours / first:.2f}; mujaz / CTranslate2 by hand {ours / by_hand:.2f}"
        )
        for count in (1, 4, 16, 64):
            found = measured("mujaz", hub, count, o.beams)
            print(
                f"mujaz, {count:3d} sentences in a call: {count / found['seconds']:.2f} sentences/s, peak {found['peak_mb']:.0f} MB"
            )
    base = start_up(sys.executable, "-c", "pass")
    for name, command in {
        "mujaz --help": (sys.executable, "-m", "mujaz", "--help"),
        "mujaz models list": (sys.executable, "-m", "mujaz", "models", "list"),
    }.items():
        took = start_up(*command)
        print(f"{name}: {took:.2f} s, {took / base:.1f} times python -c pass ({base:.3f} s)")


if __name__ == "__main__":
    main()
