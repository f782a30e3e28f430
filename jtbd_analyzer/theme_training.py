"""Trains the network of `theme_net.py` on the studies and ratings of the bank: `jtbd train --themes`. Repeatable by seed.

Quotes and statements of one theme are drawn together and all else of the study is pushed away, other themes of the same code
most (supervised contrastive learning, Khosla et al. 2020); the head learns the ratings by least squares beside it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import torch
from torch.nn import functional as fn

from jtbd_analyzer import vectors as v
from jtbd_analyzer.bank import themed
from jtbd_analyzer.text import readable
from jtbd_analyzer.theme_net import NAMED, Shape, ThemeNet

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WARM_UP: Final = 0.1
#: weight of being told from quotes of another code, which are never grouped together
_OTHER_CODE: Final = 0.3
#: clauses rated at once, and how often per study
_CLAUSES, _OFTEN = 64, 2


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train: passes over the studies, learning rates of encoder and head, temperature of the contrast, seed."""

    epochs: int = 3
    encoder_rate: float = 1e-4
    head_rate: float = 2e-3
    temperature: float = 0.1
    seed: int = 7
    threads: int = 2


@dataclass(frozen=True, slots=True)
class _Batch:
    """What the frozen layers make of a study's quotes and statements, which theme each is of (one of its own for a single voice), and its code."""

    lower: list[torch.Tensor]
    theme: torch.Tensor
    code: torch.Tensor


def train(studies: Sequence[themed.ThemedStudy], rated: Sequence[themed.Rated], shape: Shape, plan: Plan,
          tell: Callable[[str], None] = lambda _: None) -> ThemeNet:
    """Return a network trained on `studies` and `rated` clauses; `tell` hears of every epoch."""
    torch.set_num_threads(plan.threads)
    torch.manual_seed(plan.seed)
    chance = random.Random(plan.seed)
    net = ThemeNet(shape)
    net.eval()
    batches, clauses = [_batch(net, s) for s in studies], _clauses(net, rated, chance)
    tuned = [p for n, p in net.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    fresh = [p for n, p in net.named_parameters() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW([{"params": tuned, "lr": plan.encoder_rate}, {"params": fresh, "lr": plan.head_rate}], weight_decay=0.01)
    steps = plan.epochs * len(batches)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min(1.0, (s + 1) / (_WARM_UP * steps)) * max(0.0, 1 - s / steps))
    net.train()
    done = 0
    for epoch in range(plan.epochs):
        chance.shuffle(batches)
        total = 0.0
        for b in batches:
            loss = contrast(net.units(net.upper(b.lower)), b.theme, b.code, plan.temperature)
            for k in range(_OFTEN if clauses else 0):
                lower, codes, wanted = clauses[(done * _OFTEN + k) % len(clauses)]
                loss = loss + fn.mse_loss(net(net.units(net.upper(lower)), codes), wanted) / _OFTEN
            done += 1
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
        tell(f"epoch {epoch + 1} of {plan.epochs}: loss {total / max(1, len(batches)):.3f}")
    net.eval()
    return net


def contrast(rows: torch.Tensor, theme: torch.Tensor, code: torch.Tensor, temperature: float) -> torch.Tensor:
    """Return the supervised contrastive loss of unit `rows` (n, d): each told by its likeness to its theme's others from all else."""
    own = torch.eye(len(rows), dtype=torch.bool)
    same = (theme[:, None] == theme[None]) & ~own
    weight = torch.where(code[:, None] == code[None], 0.0, float(np.log(_OTHER_CODE)))
    logits = (rows @ rows.T / temperature + weight).masked_fill(own, -1e9)
    told = logits - torch.logsumexp(logits, 1, keepdim=True)
    has = same.any(1)
    return -(told.masked_fill(~same, 0).sum(1)[has] / same.sum(1)[has]).mean()


def _batch(net: ThemeNet, study: themed.ThemedStudy) -> _Batch:
    texts = [*(readable(q.text) for q in study.quotes), *(words for _, words in study.statements.values())]
    themes = [*(q.theme or f" {k}" for k, q in enumerate(study.quotes)), *study.statements]
    codes = [*(q.code for q in study.quotes), *(code for code, _ in study.statements.values())]
    place = {t: k for k, t in enumerate(dict.fromkeys(themes))}
    return _Batch(net.lower(net.ids(texts)), torch.tensor([place[t] for t in themes]), torch.tensor([NAMED.index(c) for c in codes]))


def _clauses(net: ThemeNet, rated: Sequence[themed.Rated], chance: random.Random) -> list[tuple[list[torch.Tensor], torch.Tensor, torch.Tensor]]:
    todo = list(rated)
    chance.shuffle(todo)
    # one in eight is shown without its code, so that excerpts under a code of somebody's own can be rated too
    codes = [NAMED.index(x.code if chance.random() > 1 / 8 else "") for x in todo]
    lower = net.lower(net.ids([x.clause for x in todo]))
    parts = [slice(k, k + _CLAUSES) for k in range(0, len(todo), _CLAUSES)]
    return [(lower[p], torch.tensor(codes[p]), torch.tensor([x.rating for x in todo[p]])) for p in parts]


@dataclass(frozen=True, slots=True)
class Score:
    """How the network does on what was held back.

    `precision` is how far up the other quotes of a quote's theme stand among those of its code (mean average precision, 0..1),
    `named` how often its theme's statement is the nearest of its code's, `rating` the rank correlation with people's ratings.
    """

    precision: float
    named: float
    rating: float
    quotes: int
    clauses: int


def measure(embed: Callable[[Sequence[str]], NDArray[np.floating]], net: ThemeNet | None, studies: Sequence[themed.ThemedStudy],
            rated: Sequence[themed.Rated]) -> Score:
    """Return how `embed` (and the head of `net`, if given) does on studies and clauses it has not seen."""
    from scipy.stats import spearmanr

    found = [x for s in studies for code in sorted({q.code for q in s.quotes}) for x in _of_code(embed, s, code)]
    rating = 0.0
    if net is not None and rated:
        said = net.ratings(embed([x.clause for x in rated]), [x.code for x in rated])
        rating = float(spearmanr(said, [x.rating for x in rated]).statistic)
    return Score(float(np.mean([p for p, _ in found])), float(np.mean([n for _, n in found])), rating, len(found), len(rated))


def _of_code(embed: Callable[[Sequence[str]], NDArray[np.floating]], study: themed.ThemedStudy, code: str) -> list[tuple[float, bool]]:
    """Return per quote that is of a theme its average precision over the other quotes of the code, and whether its statement is nearest."""
    own = [q for q in study.quotes if q.code == code]
    names = {t: words for t, (c, words) in study.statements.items() if c == code}
    rows, said = embed([readable(q.text) for q in own]), embed(list(names.values()))
    apart = v.unit(rows - rows.mean(axis=0))
    out = []
    for i, q in enumerate(own):
        if not q.theme:
            continue
        order = [j for j in np.argsort(-(apart @ apart[i]), kind="stable") if j != i]
        right = np.array([own[j].theme == q.theme for j in order])
        if right.any():
            share = np.cumsum(right) / np.arange(1, len(right) + 1)
            out.append((float(share[right].mean()), list(names)[int((said @ rows[i]).argmax())] == q.theme))
    return out


def about(shape: Shape, plan: Plan, score: Score | None) -> dict[str, str]:
    """Return what a weights file says of its making."""
    out = {"bank": themed.fingerprint(), "made_by": "jtbd train --themes", "trained_on": "all" if score is None else "all but what is held back"}
    out |= {f"plan.{k}": str(x) for k, x in asdict(plan).items()}
    if score is not None:
        out |= {f"held_back.{k}": f"{x:.3f}" if isinstance(x, float) else str(x) for k, x in asdict(score).items()}
    return out
