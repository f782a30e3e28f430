"""A sentence encoder with its upper layers trained further; only what differs from the published encoder is stored."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import torch
from torch import nn

from jtbd_analyzer import models

_MAX_TOKENS: Final = 96
_ENCODE_AT_ONCE: Final = 32
#: directions kept of the change of a matrix of the encoder
_RANK: Final = 48


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


class TunedEncoder(nn.Module):
    """The published encoder `model` by name or folder, its lower `frozen_layers` shared with it and never changed."""

    def __init__(self, model: str, frozen_layers: int) -> None:
        super().__init__()
        base = models.sentence_transformer(model)[0]
        self.model, self.frozen_layers = model, frozen_layers
        #: whether the encoder computes in 16 bits; for training only, where it halves the time on processors that can
        self.short = False
        self.tokenizer = base.tokenizer
        public = base.auto_model
        frozen = [*public.embeddings.parameters(), *(p for layer in public.encoder.layer[:frozen_layers] for p in layer.parameters())]
        # what is never trained is shared with the published model, which is in memory too
        self.encoder = copy.deepcopy(public, {id(p): p for p in frozen})
        self.width: int = self.encoder.config.hidden_size
        for p in frozen:
            p.requires_grad = False

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the token ids of each text, at most 96."""
        made: list[list[int]] = self.tokenizer([t or "." for t in texts], truncation=True, max_length=_MAX_TOKENS)["input_ids"]
        return made

    def lower(self, ids: Sequence[Sequence[int]]) -> list[torch.Tensor]:
        """Return what the frozen layers make of each utterance, (tokens, width) in 16 bits: computed once, trained on many times."""
        out: list[torch.Tensor] = [torch.empty(0)] * len(ids)
        with torch.no_grad():
            for chunk in _by_length(ids):
                tokens, mask = self._padded([ids[i] for i in chunk])
                with self._up_to_frozen(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.short):
                    hidden = self.encoder(input_ids=tokens, attention_mask=mask).last_hidden_state
                for j, i in enumerate(chunk):
                    out[i] = hidden[j, : len(ids[i])].to(torch.float16)
        return out

    @contextmanager
    def _up_to_frozen(self) -> Iterator[None]:
        """Let the encoder run its frozen layers only."""
        layers = self.encoder.encoder.layer
        self.encoder.encoder.layer = layers[: self.frozen_layers]
        try:
            yield
        finally:
            self.encoder.encoder.layer = layers

    def upper(self, lower: Sequence[torch.Tensor]) -> torch.Tensor:
        """Return mean pooled vectors (len(lower), width) from what `lower` gave: only the trained layers run."""
        layers = self.encoder.encoder.layer[self.frozen_layers :]
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
        state: dict[str, torch.Tensor] = models.sentence_transformer(self.model)[0].auto_model.state_dict()
        return state
