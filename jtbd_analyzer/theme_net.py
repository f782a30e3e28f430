"""The network behind `embedders/themes.py`: what two quotes mean alike, and how well a clause would do as a theme's name.

One encoder, its upper layers trained on invented studies whose quotes are put to themes, so that quotes of one theme stand
near each other although they tell different stories, and quotes that share only a day, a sum or a name do not; and a small
head that rates a clause under a code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import torch
from torch import nn

from jtbd_analyzer.scheme import CODES
from jtbd_analyzer.tuned import TunedEncoder

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: codes the head knows; the last place stands for excerpts under a code of somebody's own
NAMED: Final = (*CODES, "")
#: unit vectors have entries of a twentieth; the head learns faster on a larger scale
_SCALE: Final = 8.0


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network: encoder by name, layers kept as published, width of the head, dropout in training."""

    model: str = "all-MiniLM-L6-v2"
    frozen_layers: int = 3
    hidden: int = 64
    dropout: float = 0.1


class ThemeNet(TunedEncoder):
    """Encoder and head; see the module's text."""

    def __init__(self, shape: Shape) -> None:
        super().__init__(shape.model, shape.frozen_layers)
        self.shape = shape
        self.seen = nn.Linear(self.width, shape.hidden)
        self.under = nn.Embedding(len(NAMED), shape.hidden)
        self.drop = nn.Dropout(shape.dropout)
        self.worth = nn.Linear(shape.hidden, 1)

    def forward(self, vectors: torch.Tensor, codes: torch.Tensor) -> torch.Tensor:
        """Return the rating (n,) of clauses with these unit vectors (n, width) under these codes (n, places in `NAMED`)."""
        rated: torch.Tensor = self.worth(self.drop(torch.tanh(self.seen(vectors * _SCALE) + self.under(codes)))).squeeze(-1)
        return rated

    def units(self, pooled: torch.Tensor) -> torch.Tensor:
        """Return `pooled` vectors scaled to length 1."""
        return nn.functional.normalize(pooled, dim=-1)

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors (len(texts), width)."""
        if not texts:
            return np.zeros((0, self.width), dtype=np.float32)
        with torch.inference_mode():
            return np.asarray(self.units(self.encode(self.ids(texts))).numpy(), dtype=np.float32)

    def ratings(self, vectors: NDArray[np.floating], codes: Sequence[str]) -> NDArray[np.float64]:
        """Return the rating of clauses with these vectors (n, width) under these codes, about 0 (no name) to 3 (a name as it is)."""
        at = torch.tensor([NAMED.index(c) if c in NAMED else len(NAMED) - 1 for c in codes], dtype=torch.long)
        with torch.inference_mode():
            return np.asarray(self(torch.tensor(np.asarray(vectors, dtype=np.float32)), at).double().numpy())


def save(net: ThemeNet, path: Path, about: dict[str, str]) -> None:
    """Write the trained weights and what they were made from as one safetensors file."""
    from safetensors.torch import save_file

    shape = {f"shape.{k}": str(v) for k, v in asdict(net.shape).items()}
    save_file(net.trained(), str(path), metadata=dict(sorted({**about, **shape}.items())))


def restore(path: Path) -> tuple[ThemeNet, dict[str, str]]:
    """Return the network of a weights file, ready to read, and what the file says of itself."""
    from safetensors import safe_open

    with safe_open(str(path), framework="pt") as f:
        about = dict(f.metadata())
        tensors = {k: f.get_tensor(k) for k in f.keys()}  # noqa: SIM118 - not a dict
    net = ThemeNet(Shape(about["shape.model"], int(about["shape.frozen_layers"]), int(about["shape.hidden"]), float(about["shape.dropout"])))
    net.learn(tensors)
    net.eval()
    return net, about
