"""What a run was made of: versions, hashes, seed, the filled-in recipe, what was skipped and why."""

from __future__ import annotations

import datetime
import platform
from collections.abc import Mapping, Sequence
from importlib import metadata
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import models

if TYPE_CHECKING:
    from jtbd_analyzer.model import FileStatus, Transcript
    from jtbd_analyzer.recipe import Recipe

PACKAGES: Final = (
    "jtbd_analyzer", "torch", "sentence-transformers", "transformers", "spacy", "hdbscan", "scikit-learn", "numpy", "pandas", "openpyxl",
)


def version() -> str:
    """Return the version of this package, "0" where it is run without being installed."""
    try:
        return metadata.version("jtbd_analyzer")
    except metadata.PackageNotFoundError:
        return "0"


def versions() -> dict[str, str]:
    """Return the installed versions of what decides the results."""
    out = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            out[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            out[name] = "not installed"
    return out


def describe(recipe: Recipe, transcripts: Sequence[Transcript], files: Sequence[FileStatus], counts: Mapping[str, int],
             fingerprints: Mapping[str, str]) -> dict[str, Any]:
    """Return the manifest as plain values; nothing a participant said is in it."""
    model = str(recipe.parts["embed"][1].get("model", ""))
    return {
        "tool": "jtbd_analyzer", "version": version(), "date": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d"),
        "recipe_name": recipe.name, "recipe": recipe.filled(), "seed": recipe.run.seed, "versions": versions(),
        "models": {"embedding": model, "embedding_sha256": models.SHA256.get(model, ""), "spacy": models.spacy_package()},
        "fingerprints": dict(fingerprints), "counts": dict(counts),
        "inputs": [{"file": t.file, "transcript_id": t.transcript_id, "sha256": t.sha256, "format": t.format} for t in transcripts],
        "files": [{"file": f.file, "status": f.status, "message": f.message} for f in files],
    }
