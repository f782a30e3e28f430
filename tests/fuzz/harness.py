"""Coverage-guided fuzzing of the readers whose input is most hostile: `python tests/fuzz/harness.py cues|docx|json|chat [libFuzzer options]`.

Needs atheris. Seeds are in `seeds/<target>`; new inputs are kept there too unless another folder is named first. What
must hold is in `check`: a reading in which nothing is lost, or an InputError that names the file. `test_seeds.py` holds all
seeds, and what was found, to the same without atheris.

    python tests/fuzz/harness.py cues /tmp/corpus -max_total_time=300
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SEEDS = Path(__file__).parent / "seeds"
TARGETS = ("cues", "docx", "json", "chat")
NAMES = {"cues": "x.vtt", "docx": "x.docx", "json": "x.json", "chat": "x.cha"}
LOADERS = {"cues": ("cues",), "docx": ("docx",), "json": ("stt_json", "whisper_json"), "chat": ("talkbank",)}


def packed(data: bytes) -> bytes:
    """Return fuzzed bytes as a Word package: the bytes are its body, unless they are a package themselves."""
    if data.startswith(b"PK"):
        return data
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("word/document.xml", data)
    return out.getvalue()


def check(target: str, data: bytes) -> None:
    """Read `data` with the loaders of `target`: nothing may be lost, and only InputError may be raised."""
    from jtbd_analyzer import registry
    from jtbd_analyzer.errors import InputError
    from jtbd_analyzer.model import Source
    from jtbd_analyzer.sources import decoded
    from jtbd_analyzer.speech import conserved

    path = Path(NAMES[target])
    source = Source(path, packed(data), None, "binary") if target == "docx" else decoded(path, data)
    if source is None:
        return
    for name in LOADERS[target]:
        loader = registry.build("loaders", name)
        try:
            score = loader.sniff(source)
            assert 0.0 <= score <= 1.0, score
            reading = loader(source)
        except InputError as error:
            assert path.name in str(error), "the file at fault is named"
            continue
        assert conserved(reading), f"{name}: speech and dropped text do not add up to the body"
        assert all(p.text.strip() for p in reading.passages)
        for p in reading.passages:
            p.text.encode("utf-8")
            for time in (p.start_s, p.end_s):
                assert time is None or -1e12 < time < 1e12, "a time is no number"


def main() -> None:
    """Fuzz the target named first on the command line."""
    import atheris

    target = sys.argv.pop(1) if len(sys.argv) > 1 else ""
    if target not in TARGETS:
        raise SystemExit(f"harness.py: must be given one of {', '.join(TARGETS)}; got {target!r}. Name one.")
    sys.path.insert(0, str(ROOT))
    with atheris.instrument_imports(include=["jtbd_analyzer"]):
        from jtbd_analyzer.loaders import cues, docx, stt_json, talkbank, whisper_json  # noqa: F401 - imported here to be instrumented
    sys.argv.append(str(SEEDS / target))
    atheris.Setup(sys.argv, lambda data: check(target, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
