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

from jtbd_analyzer import models
from jtbd_analyzer.scheme import CODES, NONE
from jtbd_analyzer.text import readable

if TYPE_CHECKING:
    from numpy.typing import NDArray

LABELS: Final = (NONE, *CODES)
PHASES: Final = ("struggle", "evaluation", "growth", "")
#: the last words of a question carry what is asked
_PROMPT_WORDS: Final = 60
_MAX_TOKENS: Final = 96
_ENCODE_AT_ONCE: Final = 64
#: directions kept of the change of a matrix of the encoder
_RANK: Final = 48
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


def _by_length(rows: Sequence[Sequence[int] | torch.Tensor]) -> list[list[int]]:
    """Return the places of `rows` in chunks of like length, which saves padding."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    return [order[k : k + _ENCODE_AT_ONCE] for k in range(0, len(order), _ENCODE_AT_ONCE)]


def _pooled(hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    return (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)


def _in_order(rows: torch.Tensor, order: Sequence[int]) -> torch.Tensor:
    back = torch.empty(len(order), dtype=torch.long)
    back[torch.tensor(order)] = torch.arange(len(order))
    return rows[back]


class SequenceNet(nn.Module):
    """Encoder, recurrent reader and three heads; see the module's text."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        base = models.sentence_transformer(shape.model)[0]
        import copy

        self.shape = shape
        #: whether the encoder computes in 16 bits; for training only, where it halves the time on processors that can
        self.short = False
        self.tokenizer = base.tokenizer
        public = base.auto_model
        frozen = [*public.embeddings.parameters(), *(p for layer in public.encoder.layer[: shape.frozen_layers] for p in layer.parameters())]
        # what is never trained is shared with the published model, which is in memory too
        self.encoder = copy.deepcopy(public, {id(p): p for p in frozen})
        width = self.encoder.config.hidden_size
        for p in frozen:
            p.requires_grad = False
        self.role = nn.Embedding(4, 16)
        self.narrow = nn.Linear(width + 16, 2 * shape.hidden)
        self.reader = nn.GRU(2 * shape.hidden, shape.hidden, batch_first=True, bidirectional=True)
        self.drop = nn.Dropout(shape.dropout)
        self.code = nn.Linear(width + 2 * shape.hidden, len(LABELS))
        self.phase = nn.Linear(width + 2 * shape.hidden, len(PHASES))
        self.valence = nn.Linear(width + 2 * shape.hidden, 3)

    def tokens(self, utterances: Sequence[Utterance]) -> list[list[int]]:
        """Return the token ids of each utterance, at most 96."""
        texts = [prepared(u.text, u.participant) or "." for u in utterances]
        ids: list[list[int]] = self.tokenizer(texts, truncation=True, max_length=_MAX_TOKENS)["input_ids"]
        return ids

    def lower(self, ids: Sequence[Sequence[int]]) -> list[torch.Tensor]:
        """Return what the frozen layers make of each utterance, (tokens, width) in 16 bits: computed once, trained on many times."""
        out: list[torch.Tensor] = [torch.empty(0)] * len(ids)
        with torch.no_grad():
            for chunk in _by_length(ids):
                tokens, mask = self._padded([ids[i] for i in chunk])
                with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.short):
                    hidden = self.encoder(input_ids=tokens, attention_mask=mask, output_hidden_states=True).hidden_states[self.shape.frozen_layers]
                for j, i in enumerate(chunk):
                    out[i] = hidden[j, : len(ids[i])].to(torch.float16)
        return out

    def upper(self, lower: Sequence[torch.Tensor]) -> torch.Tensor:
        """Return mean pooled vectors (len(lower), width) from what `lower` gave: only the trained layers run."""
        layers = self.encoder.encoder.layer[self.shape.frozen_layers :]
        parts, order = [], []
        for chunk in _by_length(lower):
            longest = max(len(lower[i]) for i in chunk)
            hidden = torch.zeros(len(chunk), longest, lower[0].shape[1])
            mask = torch.zeros(len(chunk), longest)
            for j, i in enumerate(chunk):
                hidden[j, : len(lower[i])] = lower[i]
                mask[j, : len(lower[i])] = 1
            barred = (1 - mask[:, None, None, :]) * torch.finfo(torch.float32).min
            # MPNet adds where words stand in every layer, BERT once at the bottom
            places = (self.encoder.encoder.compute_position_bias(hidden),) if hasattr(self.encoder.encoder, "compute_position_bias") else ()
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.short):
                for layer in layers:
                    made = layer(hidden, barred, *places)
                    hidden = made[0] if isinstance(made, tuple) else made
            parts.append(_pooled(hidden.float(), mask))
            order += chunk
        return _in_order(torch.cat(parts), order)

    def encode(self, ids: Sequence[Sequence[int]]) -> torch.Tensor:
        """Return mean pooled vectors (len(ids), width), encoded in order of length to save padding."""
        parts, order = [], []
        for chunk in _by_length(ids):
            tokens, mask = self._padded([ids[i] for i in chunk])
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.short):
                hidden = self.encoder(input_ids=tokens, attention_mask=mask).last_hidden_state
            parts.append(_pooled(hidden.float(), mask))
            order += chunk
        return _in_order(torch.cat(parts), order)

    def _padded(self, ids: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
        longest = max(map(len, ids))
        tokens = torch.full((len(ids), longest), self.tokenizer.pad_token_id, dtype=torch.long)
        mask = torch.zeros(len(ids), longest)
        for j, row in enumerate(ids):
            tokens[j, : len(row)] = torch.tensor(row)
            mask[j, : len(row)] = 1
        return tokens, mask

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

    def trained(self) -> dict[str, torch.Tensor]:
        """Return the weights that differ from the published encoder, as 16-bit floats.

        Of a matrix of the encoder only the leading directions of its change are kept, as two thin matrices (`.left`,
        `.right`): a tenth of the size at no measurable loss (low-rank adaptation, Hu et al. 2021, here after the fact).
        """
        kept = {n for n, p in self.named_parameters() if p.requires_grad and not n.startswith("encoder.pooler")}
        public = self._published()
        out: dict[str, torch.Tensor] = {}
        for name, value in self.state_dict().items():
            if name not in kept:
                continue
            if name.startswith("encoder.") and value.dim() == 2 and min(value.shape) > 2 * _RANK:
                left, sizes, right = torch.linalg.svd(value.detach() - public[name.removeprefix("encoder.")], full_matrices=False)
                out[f"{name}.left"] = (left[:, :_RANK] * sizes[:_RANK]).to(torch.float16).contiguous()
                out[f"{name}.right"] = right[:_RANK].to(torch.float16).contiguous()
            else:
                out[name] = value.detach().to(torch.float16).contiguous()
        return out

    def learn(self, weights: dict[str, torch.Tensor]) -> None:
        """Take over what `trained` gave; raises ValueError for weights of another network."""
        public = self._published()
        whole = {n: v.to(torch.float32) for n, v in weights.items() if not n.endswith((".left", ".right"))}
        for name in (n.removesuffix(".left") for n in weights if n.endswith(".left")):
            change = weights[f"{name}.left"].to(torch.float32) @ weights[f"{name}.right"].to(torch.float32)
            whole[name] = public[name.removeprefix("encoder.")] + change
        _, unexpected = self.load_state_dict(whole, strict=False)
        if unexpected:
            raise ValueError(f"weights {unexpected[:2]} are of another network")

    def _published(self) -> dict[str, torch.Tensor]:
        state: dict[str, torch.Tensor] = models.sentence_transformer(self.shape.model)[0].auto_model.state_dict()
        return state


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


def read(nets: Sequence[SequenceNet], utterances: Sequence[Utterance]) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return probabilities (utterances × labels, × phases, × 3 valences), the mean over `nets`."""
    total: list[NDArray[np.float64]] = []
    with torch.inference_mode():
        for net in nets:
            out = net([utterances], net.encode(net.tokens(utterances)))
            probs = [torch.softmax(x, -1).double().numpy() for x in out]
            total = probs if not total else [a + b for a, b in zip(total, probs, strict=True)]
    code, phase, valence = (x / len(nets) for x in total)
    return code, phase, valence


def read_alone(nets: Sequence[SequenceNet], texts: Sequence[str]) -> NDArray[np.float64]:
    """Return probabilities (texts × labels) of words that a participant says without any context, the mean over `nets`."""
    said = [Utterance(t, True, True) for t in texts]
    total = np.zeros((len(said), len(LABELS)))
    with torch.inference_mode():
        for net in nets if said else ():
            total += torch.softmax(net([[u] for u in said], net.encode(net.tokens(said)))[0], -1).double().numpy()
    return total / len(nets)
