"""Vectors by a sentence-transformers model that lies on this machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jtbd_analyzer import models

if TYPE_CHECKING:
    from jtbd_analyzer.stages import Vectors


@dataclass(frozen=True)
class SentenceTransformerEmbedder:
    """all-MiniLM-L6-v2 by default; any sentence-transformers model by name or folder."""

    model: str = "all-MiniLM-L6-v2"
    #: texts per forward pass: speed and memory only, the vectors are the same up to rounding
    batch_size: int = field(default=64, metadata={"min": 1, "max": 1024})

    def fingerprint(self) -> str:
        """Return what identifies the vectors."""
        return f"st-1:{models.SHA256.get(self.model) or self.model}"

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors (len(texts), dimensions), float32."""
        import numpy as np

        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        made = models.sentence_transformer(self.model).encode(
            list(texts), batch_size=self.batch_size, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
        )
        return np.asarray(made, dtype=np.float32)
