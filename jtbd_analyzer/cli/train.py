"""`jtbd train`: make the weights of the sequence coder, or of grouping and naming, from the bank."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def train(
    output: Annotated[Path, typer.Option("-o", "--output", help="Weights file to write.")] = Path("sequence.safetensors"),
    model: Annotated[str, typer.Option(help="Sentence encoder to start from, by name or folder.")] = "all-MiniLM-L6-v2",
    epochs: Annotated[int, typer.Option(help="Passes over the bank.", min=1)] = 4,
    frozen_layers: Annotated[int, typer.Option(help="Lower layers of the encoder kept as published.", min=0)] = 3,
    networks: Annotated[int, typer.Option(help="Networks trained from different seeds and averaged.", min=1)] = 1,
    rate: Annotated[float, typer.Option(help="Learning rate of the encoder's trained layers.", min=0.0)] = 1e-4,
    short: Annotated[bool, typer.Option("--short", help="Compute the encoder in 16 bits: half the time for large models, on processors that can.")] = False,
    teacher: Annotated[str, typer.Option(help="Weights whose judgement is learnt beside the labels: 'accurate', or a file made by this command.")] = "",
    altered: Annotated[int, typer.Option(help="Times each interview is read told otherwise too, with the teacher's judgement alone.", min=0)] = 0,
    seed: Annotated[int, typer.Option(help="Seed; the same seed, bank and versions give the same weights.")] = 7,
    themes: Annotated[bool, typer.Option("--themes", help="Make the weights of grouping and naming instead of the coder's.")] = False,
    whole_bank: Annotated[bool, typer.Option("--whole-bank", help="Train on the held-back tenth too, and measure nothing.")] = False,
) -> None:
    """Train on the bank, measure on its held-back tenth, write small weights (only what differs from the public encoder)."""
    from jtbd_analyzer import bank, sequence_net, training
    from jtbd_analyzer.coders.sequence import SequenceCoder
    from jtbd_analyzer.models import go_offline

    go_offline()
    if themes:
        _themes(output, model, frozen_layers, epochs, rate, seed, whole_bank)
        return
    shape = sequence_net.Shape(model=model, frozen_layers=frozen_layers)
    plan = training.Plan(epochs=epochs, encoder_rate=rate, networks=networks, seed=seed, short=short, altered=altered if teacher else 0)
    interviews = bank.load()
    kept = [i for i in interviews if whole_bank or not i.held_back]
    typer.echo(f"{len(kept)} of {len(interviews)} interviews, {sum(x.code is not None for i in kept for x in i.lines)} participant sentences")
    teachers = sequence_net.restore(SequenceCoder(weights=teacher).path())[0] if teacher else []
    nets = training.train(kept, shape, plan, typer.echo, teachers)
    score = None if whole_bank else training.measure(nets, [i for i in interviews if i.held_back])
    if score is not None:
        typer.echo(f"held-back tenth, {score.sentences} sentences: kappa over kinds {score.kappa:.3f}, coded or not F1 {score.coded_f1:.3f}, "
                   f"phase {score.phase:.3f}, valence {score.valence:.3f}")
        for mean, right, n in training.calibration(nets, [i for i in interviews if i.held_back]):
            typer.echo(f"  scored about {mean:.2f}: {right:.2f} right of {n}")
    sequence_net.save(nets, output, training.about(shape, plan, score, not whole_bank) | ({"teacher": teacher} if teacher else {}))
    typer.echo(str(output))


def _themes(output: Path, model: str, frozen_layers: int, epochs: int, rate: float, seed: int, whole_bank: bool) -> None:
    from jtbd_analyzer import theme_net, theme_training
    from jtbd_analyzer.bank import themed

    studies, rated = themed.studies(), themed.names()
    kept = [s for s in studies if whole_bank or not s.held_back]
    clauses = [x for x in rated if whole_bank or not x.held_back]
    typer.echo(f"{len(kept)} of {len(studies)} studies, {sum(len(s.quotes) for s in kept)} quotes; {len(clauses)} of {len(rated)} rated clauses")
    shape = theme_net.Shape(model=model, frozen_layers=frozen_layers)
    plan = theme_training.Plan(epochs=epochs, encoder_rate=rate, seed=seed)
    net = theme_training.train(kept, clauses, shape, plan, typer.echo)
    score = None if whole_bank else theme_training.measure(net.vectors, net, [s for s in studies if s.held_back], [x for x in rated if x.held_back])
    if score is not None:
        typer.echo(f"held back, {score.quotes} quotes, {score.clauses} clauses: precision {score.precision:.3f}, named {score.named:.3f}, "
                   f"rating {score.rating:.3f}")
    theme_net.save(net, output, theme_training.about(shape, plan, score))
    typer.echo(str(output))
