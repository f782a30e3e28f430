"""Trains the sequence coder on the bank: `jtbd train`. Repeatable by seed; minutes to an hour on two cores."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import torch
from torch.nn import functional as fn

from jtbd_analyzer import bank
from jtbd_analyzer.altered import altered
from jtbd_analyzer.sequence_net import LABELS, PHASES, SequenceNet, Shape, Utterance, read

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: weight of the second code where a sentence has two
_SECOND: Final = 0.35
_WARM_UP: Final = 0.1
_PHASE_LOSS: Final = 0.5
_VALENCE_LOSS: Final = 0.3
_NO_LABEL: Final = -1
#: lines of the shortest stretch an interview is cut to
_SHORTEST: Final = 8


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train: passes over the bank, learning rates of encoder and of the rest, interviews per step, seed, networks averaged.

    `windows` is the share 0..1 of interviews that are cut to a random stretch each time they are read, so that the network
    learns to read short talks too. `short` lets the encoder compute in 16 bits. `teaching` is the share 0..1 of the loss that
    the probabilities of a larger network are learnt by, where there is one; the labels have the rest (distillation, Hinton,
    Vinyals and Dean 2015). On talk of another kind than the bank's that is worth more than any other measure tried. `altered`
    is how many times each interview is read told otherwise (`altered.py`), with what the teachers say of it and no labels.
    """

    epochs: int = 4
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    batch: int = 2
    windows: float = 0.5
    short: bool = False
    smoothing: float = 0.05
    seed: int = 7
    networks: int = 1
    threads: int = 2
    teaching: float = 0.7
    altered: int = 0


def utterances(interview: bank.Labelled) -> list[Utterance]:
    """Return a labelled interview as the network reads it."""
    out: list[Utterance] = []
    before = False
    for line in interview.lines:
        participant = line.code is not None
        out.append(Utterance(line.text, participant, participant != before if out else True))
        before = participant
    return out


@dataclass(frozen=True, slots=True)
class Example:
    """One interview as the training reads it: utterances, what the frozen layers make of them, and the labels of every line."""

    utterances: list[Utterance]
    lower: list[torch.Tensor]
    code: torch.Tensor
    second: torch.Tensor
    phase: torch.Tensor
    valence: torch.Tensor
    #: what the teachers say of every line: probabilities of codes, phases, valences; none without teachers
    taught: tuple[torch.Tensor, ...] = ()

    def window(self, start: int, end: int) -> Example:
        """Return the lines start..end-1."""
        return Example(self.utterances[start:end], self.lower[start:end], self.code[start:end], self.second[start:end], self.phase[start:end],
                       self.valence[start:end], tuple(x[start:end] for x in self.taught))


def example(interview: bank.Labelled, net: SequenceNet, teachers: Sequence[SequenceNet] = ()) -> Example:
    """Return a labelled interview ready to be learnt from; a label is -1 where there is none."""
    lines, said = interview.lines, utterances(interview)
    code = [LABELS.index(x.code) if x.code is not None else _NO_LABEL for x in lines]
    second = [LABELS.index(x.second_code) if x.second_code else _NO_LABEL for x in lines]
    phase = [PHASES.index(x.phase) if x.code is not None else _NO_LABEL for x in lines]
    valence = [int(np.sign(x.valence)) + 1 if x.code is not None else _NO_LABEL for x in lines]
    taught = tuple(torch.tensor(x, dtype=torch.float32) for x in read(teachers, said)) if teachers else ()
    code_of, second_of, phase_of, valence_of = map(torch.tensor, (code, second, phase, valence))
    return Example(said, net.lower(net.tokens(said)), code_of, second_of, phase_of, valence_of, taught)


def unlabelled(said: list[Utterance], net: SequenceNet, teachers: Sequence[SequenceNet]) -> Example:
    """Return an interview without labels ready to be learnt from by what the teachers say of it."""
    taught = tuple(torch.tensor(x, dtype=torch.float32) for x in read(teachers, said))
    none = torch.full((len(said),), _NO_LABEL)
    return Example(said, net.lower(net.tokens(said)), none, none, none, none, taught)


def loss_of(net: SequenceNet, batch: Sequence[Example], smoothing: float, teaching: float = 0.0) -> torch.Tensor:
    """Return the joint loss of code, phase and valence over the participant lines of `batch`, `teaching` of it by the teachers."""
    code, phase, valence = net([e.utterances for e in batch], net.upper([x for e in batch for x in e.lower]))
    want, second, want_phase, want_valence = (torch.cat([getattr(e, k) for e in batch]) for k in ("code", "second", "phase", "valence"))
    inside = want >= 0
    labelled = torch.zeros(())
    if bool(inside.any()):
        per_line = fn.cross_entropy(code[inside], want[inside], label_smoothing=smoothing, reduction="none")
        other = second[inside]
        if bool((other >= 0).any()):
            shared = (1 - _SECOND) * per_line + _SECOND * fn.cross_entropy(code[inside], other.clamp(min=0), reduction="none")
            per_line = torch.where(other >= 0, shared, per_line)
        labelled = (per_line.mean() + _PHASE_LOSS * fn.cross_entropy(phase[inside], want_phase[inside], label_smoothing=smoothing)
                    + _VALENCE_LOSS * fn.cross_entropy(valence[inside], want_valence[inside]))
    if not teaching or not all(e.taught for e in batch):
        return labelled
    spoken = torch.tensor([u.participant for e in batch for u in e.utterances])
    soft = [torch.cat([e.taught[k] for e in batch])[spoken] for k in range(3)]
    parts = [fn.cross_entropy(said[spoken], p) for said, p in zip((code, phase, valence), soft, strict=True)]
    return (1 - teaching) * labelled + teaching * (parts[0] + _PHASE_LOSS * parts[1] + _VALENCE_LOSS * parts[2])


def _cut(e: Example, share: float, chance: random.Random) -> Example:
    """Return the example, or with probability `share` a random stretch of it that holds at least one line of a participant."""
    n = len(e.utterances)
    if n <= _SHORTEST or chance.random() >= share:
        return e
    length = chance.randint(max(_SHORTEST, n // 4), n)
    start = chance.randint(0, n - length)
    made = e.window(start, start + length)
    return made if any(u.participant for u in made.utterances) else e


def train(interviews: Sequence[bank.Labelled], shape: Shape, plan: Plan, tell: Callable[[str], None] = lambda _: None,
          teachers: Sequence[SequenceNet] = ()) -> list[SequenceNet]:
    """Return `plan.networks` networks trained on `interviews`, each from its own seed; `tell` hears of every epoch.

    `teachers` are trained networks, usually larger, whose mean probabilities are learnt beside the labels.
    """
    torch.set_num_threads(plan.threads)
    for teacher in teachers:
        teacher.short = plan.short
    return [_one(interviews, shape, plan, plan.seed + k, tell, teachers) for k in range(plan.networks)]


def _one(interviews: Sequence[bank.Labelled], shape: Shape, plan: Plan, seed: int, tell: Callable[[str], None],
         teachers: Sequence[SequenceNet]) -> SequenceNet:
    torch.manual_seed(seed)
    order = random.Random(seed)
    net = SequenceNet(shape)
    net.short = plan.short
    net.eval()
    examples = [example(i, net, teachers) for i in interviews]
    if teachers:
        examples += [unlabelled(altered(utterances(i), order), net, teachers) for _ in range(plan.altered) for i in interviews]
    tell(f"seed {seed}: the frozen layers have read {sum(len(e.utterances) for e in examples)} utterances")
    tuned = [p for n, p in net.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    fresh = [p for n, p in net.named_parameters() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW([{"params": tuned, "lr": plan.encoder_rate}, {"params": fresh, "lr": plan.head_rate}], weight_decay=0.01)
    steps = plan.epochs * -(-len(examples) // plan.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min(1.0, s / (_WARM_UP * steps)) * max(0.0, 1 - s / steps))
    net.train()
    for epoch in range(plan.epochs):
        todo = list(examples)
        order.shuffle(todo)
        total = 0.0
        for k in range(0, len(todo), plan.batch):
            batch = [_cut(e, plan.windows, order) for e in todo[k : k + plan.batch]]
            loss = loss_of(net, batch, plan.smoothing, plan.teaching)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach()) * len(batch)
        tell(f"seed {seed} epoch {epoch + 1} of {plan.epochs}: loss {total / len(todo):.3f}")
    net.short = False
    net.eval()
    return net


@dataclass(frozen=True, slots=True)
class Score:
    """Agreement with labels: kappa over kinds, F1 of coded or not, phase and valence accuracy where both have a code."""

    kappa: float
    coded_f1: float
    phase: float
    valence: float
    sentences: int


def measure(nets: Sequence[SequenceNet], interviews: Sequence[bank.Labelled]) -> Score:
    """Return the agreement of the networks with the labels of `interviews`, which they should not have been trained on."""
    from sklearn.metrics import cohen_kappa_score, f1_score

    from jtbd_analyzer.scheme import kind_of

    def kind(code: str) -> str:
        found = kind_of(code)
        return "none" if found == "marker" else found

    gold: list[str] = []
    said: list[str] = []
    phases: list[bool] = []
    valences: list[bool] = []
    for i in interviews:
        code, phase, valence = read(nets, utterances(i))
        for line, c, p, v in zip(i.lines, code, phase, valence, strict=True):
            if line.code is None:
                continue
            gold.append(kind(line.code))
            said.append(kind(LABELS[int(c.argmax())]))
            if gold[-1] != "none" != said[-1] and line.phase:
                phases.append(PHASES[int(p[:3].argmax())] == line.phase)
                valences.append(int(v.argmax()) - 1 == int(np.sign(line.valence)))
    return Score(
        float(cohen_kappa_score(gold, said)), float(f1_score([x != "none" for x in gold], [x != "none" for x in said])),
        float(np.mean(phases)), float(np.mean(valences)), len(gold),
    )


def calibration(nets: Sequence[SequenceNet], interviews: Sequence[bank.Labelled]) -> list[tuple[float, float, int]]:
    """Return (mean score, share right, quotes) for tenths of the score, over sentences the networks code."""
    scores: list[float] = []
    right: list[bool] = []
    for i in interviews:
        code = read(nets, utterances(i))[0]
        for line, c in zip(i.lines, code, strict=True):
            best = int(c.argmax())
            if line.code is not None and best:
                scores.append(float(c[best]))
                right.append(LABELS[best] in (line.code, line.second_code))
    s: NDArray[np.float64] = np.array(scores)
    r = np.array(right)
    bins = [(k / 10, (k + 1) / 10) for k in range(10)]
    inside = [(s >= a) & (s < b if b < 1 else s <= b) for a, b in bins]
    return [(float(s[m].mean()), float(r[m].mean()), int(m.sum())) for m in inside if m.any()]


def about(shape: Shape, plan: Plan, score: Score | None, held_back: bool) -> dict[str, str]:
    """Return what a weights file says of its making."""
    out = {"bank": bank.fingerprint(), "made_by": "jtbd train", "trained_on": "all interviews" if not held_back else "all but the held-back tenth"}
    out |= {f"plan.{k}": str(v) for k, v in asdict(plan).items()}
    if score is not None:
        out |= {f"held_back.{k}": f"{v:.3f}" if isinstance(v, float) else str(v) for k, v in asdict(score).items()}
    return out
