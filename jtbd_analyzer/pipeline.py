"""The run: one call per stage, progress told, per-file errors collected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import (
    corrections,
    decisions,
    delivery,
    evidence,
    idioms,
    journey,
    leaving,
    lineage,
    manifest,
    models,
    onsets,
    options,
    outputs,
    overlays,
    placement,
    purchases,
    review,
    second_coder,
    themes,
)
from jtbd_analyzer.cache import open_store
from jtbd_analyzer.delivery import apply, export, reviewed, write, write_checked
from jtbd_analyzer.errors import InputError
from jtbd_analyzer.grouping import around_of, clauses_of, grouped_by, vectors_of
from jtbd_analyzer.inputs import people_beside
from jtbd_analyzer.model import Coding, Decision, FileStatus, Lesson, Quote, Segment, Theme, Transcript
from jtbd_analyzer.people import names_of, participants_of
from jtbd_analyzer.recipe import Recipe, load_recipe
from jtbd_analyzer.recruits import without_the_product
from jtbd_analyzer.remembered import Embedding, claimed, coded, segmented
from jtbd_analyzer.scheme import CODES, NONE, kind_of
from jtbd_analyzer.stages import Interview, Progress, silent
from jtbd_analyzer.study import Study
from jtbd_analyzer.text import readable, squeeze
from jtbd_analyzer.transcripts import People, discover, load_all

if TYPE_CHECKING:
    from jtbd_analyzer import privacy, waves
    from jtbd_analyzer.cache import Store

_PHASES3: Final = "clg3"


def analyze(inputs: str | Path | Iterable[str | Path], output: str | Path | None = None, *, recipe: str | Path | Recipe = "standard",
            settings: Mapping[str, Any] | Iterable[str] = (), participants: str | Path | None = None, features: str | Path | None = None,
            name: str = "", progress: Progress = silent, cache: bool = True, pseudonymise: privacy.Policy | None = None) -> Study:
    """Return the study made of the transcripts in `inputs` (files or folders); written to `output` if given.

    `settings` are overrides such as {"group.min_size": 4}. `participants` and `features` are tables; if absent, files of
    the names participants.csv and features.csv in the input folders serve. Files that cannot be read are listed in
    `Study.files`; raises InputError if none can, RecipeError or ModelError before any is opened. What a researcher decided
    on an earlier run into `output` holds in this one. With `pseudonymise` names are taken out before anything is analysed,
    and files in which one is left are not written.
    """
    made = recipe if isinstance(recipe, Recipe) else load_recipe(recipe, settings)
    frame = journey.framework(made.journey.framework, made.journey.first_value_phase)
    roots = [Path(x) for x in ([inputs] if isinstance(inputs, str | Path) else inputs)]
    out = Path(output) if output is not None else None
    if out is not None:
        outputs.prepare(out)
        outputs.settle(out)
    earlier = _Earlier(out, decisions.read(out / "study") if out is not None else (), lineage.read(out))
    if pseudonymise is not None:
        from jtbd_analyzer import privacy

        pseudonymise.checked(out)
    parts = {section: made.build(section) for section in made.parts}
    people, unread = people_beside(roots, participants, features, strict=pseudonymise is not None)
    batch = _batch(roots, out, made, people, progress, unread)
    veil = privacy.veil(batch.transcripts, batch.files, people, pseudonymise) if pseudonymise is not None else None
    if veil is not None:
        batch = _Batch(veil.transcripts, veil.files, veil.people)
    store = open_store(cache)
    try:
        study = _study(name or (roots[0].name if roots[0].is_dir() else roots[0].stem), batch, made, frame, parts, earlier, store, progress)
    finally:
        store.close()
    models.give_back()
    if veil is not None:
        study = veil.cover(study, bool(name))
    study = replace(study, agreements=second_coder.read(out / "study") if out is not None else ())
    study = corrections.applied(study, earlier.decided)
    if out is not None:
        write_checked(study, out, made.exports, progress, veil)
    return study


@dataclass(frozen=True, slots=True)
class _Earlier:
    """What an earlier run into the same folder leaves to this one: its folder, a researcher's decisions, its themes."""

    out: Path | None
    decided: Sequence[Decision]
    past: lineage.Past


@dataclass(frozen=True, slots=True)
class _Batch:
    """The interviews of a run, what became of each file, and what tables say of people and features."""

    transcripts: Sequence[Transcript]
    files: tuple[FileStatus, ...]
    people: People


def _batch(roots: Sequence[Path], out: Path | None, made: Recipe, people: People, progress: Progress, unread: Sequence[FileStatus]) -> _Batch:
    """Return what is in `roots`, with tables beside it that are `unread`; raises InputError where no transcript can be read."""
    paths, aside = discover(roots, out)
    if not paths:
        raise InputError(f"{', '.join(map(str, roots))}: must hold transcripts; got none. Put the exported files there.")
    transcripts, statuses = load_all(paths, made.load, people, lambda item, k, n: progress("read", item, k, n))
    files = tuple(sorted((*unread, *aside, *statuses), key=lambda s: s.file))
    if not any(x.participant_id for t in transcripts for x in t.speakers):
        raise InputError("no transcript could be read:\n" + "\n".join(f"  {s.message}" for s in files if s.status == "failed"))
    return _Batch(transcripts, files, people)


def _study(name: str, batch: _Batch, made: Recipe, frame: journey.Framework, parts: Mapping[str, Any], earlier: _Earlier, store: Store,
           progress: Progress) -> Study:
    """Return the study of a batch: each stage once, from the store where nothing it rests on has changed."""
    transcripts, features, embed = batch.transcripts, batch.people.features, Embedding(parts["embed"], store)
    interviews = [Interview(t, s) for t, s in zip(transcripts, segmented(transcripts, parts["segment"], store, progress), strict=True)]
    coder = taught(parts["code"], interviews, earlier.out, earlier.decided)
    read = [idioms.taken_plainly(i.segments, c) for i, c in zip(interviews, coded(interviews, coder, embed, store, progress), strict=True)]
    codings = kept_alive(interviews, read, earlier.decided)
    persons = participants_of(transcripts, batch.people)
    quotes = without_the_product((q for i, c in zip(interviews, codings, strict=True) for q in evidence_rows(i, c, frame, features)), persons)
    read_so_far = Study(name, tuple(transcripts), persons, tuple(quotes), (), frame, features)
    read_so_far = replace(read_so_far, quote_rows=tuple(leaving.told_apart(read_so_far)))
    quotes = purchases.placed(read_so_far)
    read_so_far = replace(read_so_far, quote_rows=tuple(quotes))
    known = onsets.sorting(read_so_far)
    quotes = [replace(q, force="") if q.quote_id in known.apart else q for q in quotes]  # what set nobody moving pushed nobody
    known |= options.sorting(read_so_far)
    around = around_of(interviews, quotes, embed)
    setting = themes.Setting([p.participant_id for p in persons], themes.reached(quotes), earlier.past.themes, made.run.seed, known, around,
                             names_of(transcripts, batch.people))
    grouped = grouped_by(quotes, claimed(clauses_of(interviews), quotes, coder, store), parts, store, setting, progress)
    prints = {"code": coder.fingerprint(), **{k: parts[k].fingerprint() for k in ("embed", "alike", "segment")}}
    counts = {"transcripts": len(transcripts), "participants": len(persons), "segments": sum(len(i.segments) for i in interviews),
              "quotes": len(quotes), "counted": sum(q.counted for q in quotes), "themes": len(grouped.themes)}
    return Study(
        name, tuple(transcripts), persons, grouped.quotes, grouped.themes, frame, features, batch.files,
        manifest.describe(made, transcripts, batch.files, counts, prints), made.insights, vectors_of(grouped.quotes, embed),
        aliases=lineage.aliases(earlier.past, grouped.themes),
    )


def taught(coder: Any, interviews: Sequence[Interview], out: Path | None, decided: Sequence[Decision]) -> Any:
    """Return the coder having learnt the codes a researcher set or confirmed in `out`, or itself where none were or it cannot learn."""
    if out is None or not decided or not hasattr(coder, "taught"):
        return coder
    try:
        lessons = [Lesson(transcript, *span, code) for transcript, span, code in review.examples(decided, Study.open(out))]
    except InputError:  # an earlier run that cannot be opened has nothing to teach
        return coder
    return coder.taught(interviews, lessons)


def kept_alive(interviews: Sequence[Interview], codings: Sequence[tuple[Coding, ...]], decided: Sequence[Decision]) -> list[tuple[Coding, ...]]:
    """Return `codings` with a code for each sentence a researcher decided on that the coder, changed since, codes no more."""
    by_words: dict[tuple[str, str], list[Segment]] = defaultdict(list)
    for i in interviews:
        for x in i.segments:
            by_words[x.transcript_id, squeeze(x.verbatim)].append(x)
    wanted: dict[str, str] = {}
    for d in sorted(decisions.alive(decided), key=lambda d: (d.field == "code", d.decision_id)):
        same = by_words.get((str(d.anchor.get("transcript")), squeeze(str(d.anchor.get("verbatim")))), [])
        for s in sorted(same, key=lambda s: abs(s.char_start - int(d.anchor.get("start", 0))))[:1]:
            # "no evidence" is a decision too: its row stays, under the code it had, for the decision to be carried out on
            wanted[s.quote_id] = d.new if d.field == "code" and d.new in CODES else d.anchor.get("to", {}).get("code") or d.anchor.get("code", NONE)
    why = "kept because a researcher decided on it; the coder does not code it"

    def kept(c: Coding) -> Coding:
        code = wanted.get(c.quote_id, NONE) if c.code == NONE else NONE
        return c if code == NONE else replace(c, code=code, score=0.0, second_code="", reason=why)

    return [tuple(map(kept, own)) for own in codings]


def evidence_rows(interview: Interview, codings: Sequence[Coding], frame: journey.Framework,
                  lexicon: Mapping[str, tuple[str, ...]]) -> list[Quote]:
    """Return the coded segments of one interview as quotes: placed, graded, with overlays; a function of one transcript."""
    base = journey.framework(_PHASES3)
    out = []
    for s, c, p in zip(interview.segments, codings, placement.place_all(interview.segments, codings), strict=True):
        if c.code == NONE:
            continue
        e = evidence.grade(s, c, base.phase_of(p.step), interview.transcript.speakers_known)
        text = readable(s.verbatim)
        out.append(Quote(
            s.quote_id, s.transcript_id, s.participant_id, s.turn, s.char_start, s.char_end, s.start_s, s.verbatim, s.prompt, c.code,
            kind_of(c.code), round(c.score, 2), "" if c.second_code == NONE else c.second_code, c.reason, p.step, frame.phase_of(p.step),
            p.score, p.rule, overlays.valence(c.valence, e.intensity), e.intensity,
            overlays.force(c.code, text, base.phase_of(p.step)), overlays.job_levels(text), e.experiencer, e.reality, e.polarity,
            e.elicitation, e.referent, e.grade, e.reason, e.counted, overlays.markers(c.code, text, p.step, s.prompt),
            overlays.features_named(text, lexicon),
        ))
    return out


def compare(earlier: Path, later: Path, out: Path, *, recipe: str | Path | Recipe = "standard",
            cache: bool = True) -> tuple[tuple[waves.Change, ...], list[Path]]:
    """Return how the themes of two studies differ, matched by meaning and members, and the files written into `out`; see `delivery.compare`."""
    made = recipe if isinstance(recipe, Recipe) else load_recipe(recipe)
    store = open_store(cache)
    try:
        return delivery.compare(earlier, later, out, Embedding(made.build("embed"), store))
    finally:
        store.close()


def doctor() -> list[tuple[str, str, bool]]:
    """Return what a run needs as (what, what was found, whether it will do)."""
    rows: list[tuple[str, str, bool]] = []
    for what, call in (("spaCy model", models.spacy_package), ("all-MiniLM-L6-v2", lambda: str(models.embedding_path("all-MiniLM-L6-v2")))):
        try:
            rows.append((what, str(call()), True))
        except Exception as error:  # whatever is wrong is what the doctor is to report
            rows.append((what, str(error), False))
    return rows


__all__ = ["FileStatus", "Theme", "analyze", "apply", "compare", "doctor", "export", "reviewed", "write"]
