"""The whole recipe on a random model of a few thousand weights and thirty sentences."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import pytest

TRAINING = Path(__file__).parents[2] / "training"
AR = [
    "الرئيس",
    "الوزير",
    "المدينة",
    "اليوم",
    "قال",
    "في",
    "بيروت",
    "الرياض",
    "أمس",
    "مجلس",
    "الأمن",
    "صوت",
    "على",
    "قرار",
    "جديد",
]
EN = [
    "president",
    "minister",
    "city",
    "today",
    "said",
    "in",
    "Beirut",
    "Riyadh",
    "yesterday",
    "council",
    "security",
    "voted",
    "on",
    "decision",
    "new",
]
SPECIAL = ["<pad>", "<eos>", "<bos>", "<unk>", "<mask>", "[multimodal]", "<unused0>", "<unused1>"]


@pytest.fixture(autouse=True)
def scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(TRAINING))


def run(monkeypatch: pytest.MonkeyPatch, script: str, *arguments: object) -> None:
    module = __import__(script)
    monkeypatch.setattr(sys, "argv", [script, *map(str, arguments)])
    module.main()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Briefs and parallel files laid out as the real ones."""
    root = tmp_path_factory.mktemp("data")
    (root / "briefs").mkdir()
    (root / "parallel/train").mkdir(parents=True)
    with gzip.open(root / "briefs/news_briefs.jsonl.gz", "wt", encoding="utf-8") as out:
        for i in range(100):
            ar = [" ".join(AR[(i + j + k) % 15] for k in range(6)) + f" {i}{j}" for j in range(3)]
            en = [" ".join(EN[(i + j + k) % 15] for k in range(6)) + f" {i}{j}" for j in range(3)]
            item = {
                "id": f"item{i}",
                "source": "original" if i % 5 == 0 else "x",
                "date": "",
                "title": None,
                "title_en": None,
            }
            out.write(json.dumps({**item, "sents": ar, "en": en, "sum": [[ar[0] + " أيضا", en[0], [0, 2]]]}) + "\n")
    for line in (TRAINING / "data/sources.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            with gzip.open(root / f"parallel/train/{line.split()[0]}.tsv.gz", "wt", encoding="utf-8") as out:
                out.write(
                    "قال الوزير في بيروت\tthe minister said in Beirut\nword\tكلمة\nهذا طويل جدا جدا جدا جدا جدا جدا\tx\n"
                )
    return root


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random Gemma 3 with a vocabulary of a few hundred tokens."""
    from tokenizers import Tokenizer, decoders, models, normalizers, trainers
    from transformers import Gemma3ForCausalLM, Gemma3TextConfig, PreTrainedTokenizerFast

    out = tmp_path_factory.mktemp("start")
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>"))
    tokenizer.normalizer = normalizers.Replace(" ", "▁")
    tokenizer.decoder = decoders.Replace("▁", " ")
    tokenizer.train_from_iterator(
        [" ".join(AR), " ".join(EN), "0123456789?/-'"] * 9, trainers.BpeTrainer(vocab_size=400, special_tokens=SPECIAL)
    )
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<bos>", eos_token="<eos>", pad_token="<pad>", unk_token="<unk>"
    ).save_pretrained(out)
    config = Gemma3TextConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=1,
        head_dim=16,
        query_pre_attn_scalar=16,
        pad_token_id=0,
        eos_token_id=1,
        bos_token_id=2,
    )
    model = Gemma3ForCausalLM(config)
    model.config.architectures = ["Gemma3ForCausalLM"]
    model.save_pretrained(out)
    return out


@pytest.mark.long
def test_from_data_to_a_scored_model(
    data: Path, start: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows, out = tmp_path / "rows.npz", tmp_path / "run"
    run(monkeypatch, "prepare", data, start / "tokenizer.json", rows)
    from data import briefs, held_out
    from rows import Rows, row_key

    prepared = Rows.load(rows)
    items = list(briefs(data / "briefs/news_briefs.jsonl.gz"))
    away = [b for b in items if held_out(b.id)]
    assert 0 < len(away) < 10
    keys = set(prepared.keys.tolist())
    assert row_key(items[1].sentences[0], items[1].english[0]) in keys
    assert not keys & {row_key(ar, en) for b in away for ar, en in zip(b.sentences, b.english, strict=True)}

    settings = ["--max-tokens", 256, "--lr", 1e-2, "--warmup", 1, "--dtype", "float32", "--seconds", 1e6, "--eager"]
    run(monkeypatch, "finetune", rows, start, out, "--steps", 4, *settings)
    first = json.loads((out / "state/state.json").read_text())
    run(monkeypatch, "finetune", rows, start, out, "--steps", 12, *settings)
    second = json.loads((out / "state/state.json").read_text())
    assert (first["step"], second["step"]) == (4, 12)
    assert second["loss"] < first["loss"]
    assert set(map(tuple, first["seen"])) != set(map(tuple, second["seen"]))
    assert sum(n for _, n in second["seen"]) > sum(n for _, n in first["seen"])
    assert max(n for _, n in first["seen"]) == 1

    from safetensors.torch import load_file

    run(monkeypatch, "average", tmp_path / "mean", out, out / "ema")
    parts = [
        load_file(folder / "model.safetensors")["model.norm.weight"] for folder in (out, out / "ema", tmp_path / "mean")
    ]
    assert not parts[0].equal(parts[1])
    assert parts[2].allclose((parts[0] + parts[1]) / 2)

    from export import convert
    from export import parts as split

    convert(tmp_path / "mean", tmp_path / "ct2")
    split(tmp_path / "ct2", tmp_path / "parts", "toy")
    manifest = json.loads((tmp_path / "parts/manifest.json").read_text())
    assert {f["name"] for f in manifest["files"]} >= {"model.bin", "tokenizer.json"}
    capsys.readouterr()
    run(monkeypatch, "evaluate", tmp_path / "ct2", data / "briefs/news_briefs.jsonl.gz", "-n", 4)
    run(monkeypatch, "evaluate", tmp_path / "ct2", data / "briefs/news_briefs.jsonl.gz", "-n", 4, "--loss")
    said = capsys.readouterr().out
    assert "chrF" in said
    assert "loss" in said


@pytest.mark.long
def test_a_frozen_part_stays(data: Path, start: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from safetensors.torch import load_file

    run(monkeypatch, "prepare", data, start / "tokenizer.json", tmp_path / "rows.npz")
    run(
        monkeypatch,
        "finetune",
        tmp_path / "rows.npz",
        start,
        tmp_path / "out",
        "--steps",
        2,
        "--freeze",
        1,
        "--max-tokens",
        256,
        "--dtype",
        "float32",
        "--eager",
    )
    before, after = load_file(start / "model.safetensors"), load_file(tmp_path / "out/model.safetensors")
    changed = {name for name in before if not before[name].equal(after[name])}
    assert changed
    assert all(name.startswith(("model.layers.1.", "model.norm")) for name in changed)


@pytest.mark.long
def test_a_student_learns_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from transformers import MarianMTModel, MarianTokenizer

    pairs = [
        f"{' '.join(AR[(i + k) % 15] for k in range(5))}\t{' '.join(EN[(i + k) % 15] for k in range(5))}"
        for i in range(30)
    ]
    (tmp_path / "pairs.tsv").write_text("\n".join(pairs) + "\n", encoding="utf-8")
    settings = ["--width", 32, "--vocabulary", 120, "--max-tokens", 512, "--warmup", 1, "--lr", 1e-3]
    run(monkeypatch, "student", tmp_path / "out", tmp_path / "pairs.tsv", "--steps", 3, *settings)
    run(monkeypatch, "student", tmp_path / "out", tmp_path / "pairs.tsv", "--steps", 6, *settings)
    model, tokenizer = (
        MarianMTModel.from_pretrained(tmp_path / "out"),
        MarianTokenizer.from_pretrained(tmp_path / "out"),
    )
    ids = tokenizer("قال الوزير <gloss> said the minister", return_tensors="pt")
    assert tokenizer.decode(ids.input_ids[0], skip_special_tokens=True).startswith("قال الوزير")
    assert model.generate(**ids, max_new_tokens=5).shape[0] == 1


def test_cleaning_keeps_pairs_once() -> None:
    from data import Pair, cleaned

    pairs = [
        Pair("قال الوزير إن", "the minister said", "n"),
        Pair("قَالَ الوزير ان", "the minister said that", "n"),
        Pair("قال", "he said on Monday that it was all over", "n"),
        Pair("گفت وزیر کشور", "the minister said", "n"),
        Pair("hello world", "hello world", "n"),
        Pair("مرحبا", "مرحبا", "n"),
    ]
    assert list(cleaned(pairs, set())) == pairs[:1]


def test_a_pruned_tokenizer_spells_kept_words_alike(start: Path) -> None:
    from collections import Counter

    from tokenizers import Tokenizer
    from vocab import kept_ids, pruned

    stored = json.loads((start / "tokenizer.json").read_text(encoding="utf-8"))
    whole = Tokenizer.from_file(str(start / "tokenizer.json"))
    kept = kept_ids(stored, Counter(whole.encode("الرئيس", add_special_tokens=False).ids), 1)
    small = Tokenizer.from_str(json.dumps(pruned(stored, kept)))
    assert 8 < small.get_vocab_size() < whole.get_vocab_size()
    assert (
        small.encode("الرئيس", add_special_tokens=False).tokens
        == whole.encode("الرئيس", add_special_tokens=False).tokens
    )


def test_labels_with_faults_are_not_taught() -> None:
    from distill import trusted

    assert trusted("قتل ٢٣ شخصا", "23 people were killed")
    assert not trusted("قتل ٢٣ شخصا", "32 people were killed")
    assert not trusted("قتل شخص", "killed killed killed killed killed killed killed killed killed killed")
