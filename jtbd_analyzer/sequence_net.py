"""The network behind `coders/sequence.py`: each utterance is encoded once, a recurrent layer then reads the whole interview.

The encoder is the default sentence encoder with its upper layers trained further on the bank; a bidirectional GRU over all
utterances, questions included, gives every sentence its context at almost no cost. Three heads share it: code, phase of
clg3 (or none), valence (negative, neutral, positive). Only what differs from the public encoder is stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import torch
from torch import nn

from jtbd_analyzer.scheme import CODES, NONE
from jtbd_analyzer.text import readable
from jtbd_analyzer.tuned import TunedEncoder

if TYPE_CHECKING:
    from numpy.typing import NDArray

LABELS: Final = (NONE, *CODES)
PHASES: Final = ("struggle", "evaluation", "growth", "")
#: the last words of a question carry what is asked
_PROMPT_WORDS: Final = 60
#: mean pooled vectors have unit-like length; the heads learn faster on a larger scale
_SCALE: Final = 4.0


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network: encoder by name, layers kept as published, width of the recurrent layer, dropout in training."""

    model: str = "all-MiniLM-L6-v2"
    frozen_layers: int = 3
    hidden: int = 96
    dropout: float = 0.3


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sentence of a participant or a whole turn of an interviewer, as the network reads it."""

    text: str
    participant: bool
    first_of_turn: bool


def prepared(text: str, participant: bool) -> str:
    """Return the words the network sees: fillers out, of a question only its end."""
    plain = readable(text)
    return plain if participant else " ".join(plain.split()[-_PROMPT_WORDS:])


class SequenceNet(TunedEncoder):
    """Encoder, recurrent reader and three heads; see the module's text."""

    def __init__(self, shape: Shape) -> None:
        super().__init__(shape.model, shape.frozen_layers)
        self.shape, width = shape, self.width
        self.role = nn.Embedding(4, 16)
        self.narrow = nn.Linear(width + 16, 2 * shape.hidden)
        self.reader = nn.GRU(2 * shape.hidden, shape.hidden, batch_first=True, bidirectional=True)
        self.drop = nn.Dropout(shape.dropout)
        self.code = nn.Linear(width + 2 * shape.hidden, len(LABELS))
        self.phase = nn.Linear(width + 2 * shape.hidden, len(PHASES))
        self.valence = nn.Linear(width + 2 * shape.hidden, 3)

    def tokens(self, utterances: Sequence[Utterance]) -> list[list[int]]:
        """Return the token ids of each utterance, at most 96."""
        return self.ids([prepared(u.text, u.participant) for u in utterances])

    def features(self, batch: Sequence[Sequence[Utterance]], vectors: torch.Tensor) -> torch.Tensor:
        """Return what the heads read, one row per utterance of every interview: its own vector beside that of its context."""
        lengths = [len(x) for x in batch]
        vectors = vectors * _SCALE
        kinds = torch.tensor([2 * u.participant + u.first_of_turn for x in batch for u in x])
        narrow = torch.tanh(self.narrow(self.drop(torch.cat([vectors, self.role(kinds)], -1))))
        padded = nn.utils.rnn.pad_sequence(list(torch.split(narrow, lengths)), batch_first=True)
        packed = nn.utils.rnn.pack_padded_sequence(padded, torch.tensor(lengths), batch_first=True, enforce_sorted=False)
        read, _ = nn.utils.rnn.pad_packed_sequence(self.reader(packed)[0], batch_first=True)
        context = torch.cat([read[j, :n] for j, n in enumerate(lengths)])
        made: torch.Tensor = self.drop(torch.cat([vectors, context], -1))
        return made

    def forward(self, batch: Sequence[Sequence[Utterance]], vectors: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Return logits of code, phase and valence for every utterance of every interview, one after the other."""
        features = self.features(batch, vectors)
        return self.code(features), self.phase(features), self.valence(features)


def save(nets: Sequence[SequenceNet], path: Path, about: dict[str, str]) -> None:
    """Write the trained weights of one or more networks of one shape and what they were made from, as one safetensors file."""
    from safetensors.torch import save_file

    tensors = {f"{k}.{n}": v for k, net in enumerate(nets) for n, v in net.trained().items()}
    shape = {f"shape.{k}": str(v) for k, v in asdict(nets[0].shape).items()}
    save_file(tensors, str(path), metadata=dict(sorted({**about, **shape, "networks": str(len(nets))}.items())))


def restore(path: Path) -> tuple[list[SequenceNet], dict[str, str]]:
    """Return the networks of a weights file, ready to read, and what the file says of itself."""
    from safetensors import safe_open

    with safe_open(str(path), framework="pt") as f:
        about = dict(f.metadata())
        tensors = {k: f.get_tensor(k) for k in f.keys()}  # noqa: SIM118 - not a dict
    shape = Shape(about["shape.model"], int(about["shape.frozen_layers"]), int(about["shape.hidden"]), float(about["shape.dropout"]))
    nets = []
    for k in range(int(about["networks"])):
        net = SequenceNet(shape)
        net.learn({n.split(".", 1)[1]: v for n, v in tensors.items() if n.startswith(f"{k}.")})
        net.eval()
        nets.append(net)
    return nets, about


def taught(net: SequenceNet, read: Sequence[tuple[Sequence[Utterance], Sequence[tuple[int, str]]]], strength: float) -> SequenceNet:
    """Return the network with its code head moved towards a researcher's corrections, as little as they allow.

    `read` holds for each interview its utterances and (place, code) of the corrected ones. The head is the most probable
    one given the corrections and a normal prior around the head as trained (`strength` is the prior's precision), so one
    correction changes little and a hundred that agree change much; all other weights stay. Only what was coded comes up for
    correction, so that corrections say "none" far more often than the talk does: what all sentences share is therefore left
    alone, and only what tells a sentence from the mean one can be learnt.
    """
    import copy

    with torch.inference_mode():
        seen = [(net.features([said], net.encode(net.tokens(said))), said, marked) for said, marked in read if marked]
        mean = torch.cat([rows[[u.participant for u in said]] for rows, said, _ in seen]).mean(0).clone()
        x = torch.cat([rows[[at for at, _ in marked]] for rows, _, marked in seen]).clone()
    y = torch.tensor([LABELS.index(code) for _, _, marked in seen for _, code in marked])
    weight, bias = (p.detach().clone() for p in (net.code.weight, net.code.bias))
    said_before, apart = x @ weight.T + bias, x - mean
    change = torch.zeros_like(weight, requires_grad=True)
    optimiser = torch.optim.LBFGS([change], max_iter=100, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        total = nn.functional.cross_entropy(said_before + apart @ change.T, y, reduction="sum") + strength / 2 * (change**2).sum()
        total.backward()  # type: ignore[no-untyped-call]
        return total

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    new = copy.copy(net)
    new._modules = {**net._modules, "code": copy.deepcopy(net.code)}
    with torch.no_grad():
        new.code.weight.copy_(weight + change)
        new.code.bias.copy_(bias - change @ mean)
    return new


def _vectors(nets: Sequence[SequenceNet], utterances: Sequence[Utterance]) -> list[torch.Tensor]:
    """Return what each network's encoder makes of the utterances; layers that all share are computed once."""
    first = nets[0]
    ids = first.tokens(utterances)
    if len(nets) > 1 and len({(n.shape.model, n.shape.frozen_layers) for n in nets}) == 1:
        shared = first.lower(ids)
        return [n.upper(shared) for n in nets]
    return [n.encode(n.tokens(utterances)) for n in nets]


def read(nets: Sequence[SequenceNet], utterances: Sequence[Utterance]) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return probabilities (utterances × labels, × phases, × 3 valences), the mean over `nets`."""
    total: list[NDArray[np.float64]] = []
    with torch.inference_mode():
        for net, vectors in zip(nets, _vectors(nets, utterances), strict=True):
            out = net([utterances], vectors)
            probs = [torch.softmax(x, -1).double().numpy() for x in out]
            total = probs if not total else [a + b for a, b in zip(total, probs, strict=True)]
    code, phase, valence = (x / len(nets) for x in total)
    return code, phase, valence


def read_alone(nets: Sequence[SequenceNet], texts: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return probabilities (texts × labels, × 3 valences) of words that a participant says without any context, the mean over `nets`."""
    said = [Utterance(t, True, True) for t in texts]
    code, felt = np.zeros((len(said), len(LABELS))), np.zeros((len(said), 3))
    with torch.inference_mode():
        for net in nets if said else ():
            read = net([[u] for u in said], net.encode(net.tokens(said)))
            code, felt = code + _shares(read[0]), felt + _shares(read[2])
    return code / len(nets), felt / len(nets)


def _shares(logits: torch.Tensor) -> NDArray[np.float64]:
    out: NDArray[np.float64] = torch.softmax(logits, -1).double().numpy()
    return out
