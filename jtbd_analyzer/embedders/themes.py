"""Vectors of what a quote means as a theme, and ratings of clauses as names, by the network that `jtbd train --themes` makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.errors import ModelError
from jtbd_analyzer.models import file_sha256

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from jtbd_analyzer.stages import Vectors

WEIGHTS: Final = Path(__file__).parent / "weights"


@dataclass(frozen=True)
class ThemeEmbedder:
    """all-MiniLM-L6-v2 trained further: quotes of one theme stand near each other, quotes that share only days, sums or names do not."""

    #: "themes", which comes with the project, or the path of a file that `jtbd train --themes` made
    weights: str = "themes"

    def path(self) -> Path:
        """Return the weights file; raises ModelError if it is not there."""
        named = WEIGHTS / f"{self.weights}.safetensors"
        path = named if named.is_file() else Path(self.weights).expanduser()
        if not path.is_file():
            raise ModelError(f"alike.weights: must be 'themes' or a file that 'jtbd train --themes' made; got {self.weights!r}. Check the path.")
        return path

    def fingerprint(self) -> str:
        """Return what identifies the vectors."""
        return f"themes-1:{_hash(self.path())}"

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors (len(texts), dimensions), float32."""
        made: Vectors = _net(self.path()).vectors(texts)
        return made

    def ratings(self, vectors: Vectors, codes: Sequence[str]) -> NDArray[np.float64]:
        """Return how well clauses with these vectors would do as names under these codes, about 0 (no name) to 3."""
        made: NDArray[np.float64] = _net(self.path()).ratings(vectors, codes)
        return made


@cache
def _net(path: Path) -> Any:
    from jtbd_analyzer import theme_net

    return theme_net.restore(path)[0]


@cache
def _hash(path: Path) -> str:
    return file_sha256(path)[:16]
