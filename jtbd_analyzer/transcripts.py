"""From files to transcripts: which loader fits, one name per person, roles found, turns put together, nothing lost unseen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from jtbd_analyzer import askers, entities, guesses, registry, roles
from jtbd_analyzer.errors import InputError, came
from jtbd_analyzer.inputs import People, discover, read_people
from jtbd_analyzer.languages import language_of
from jtbd_analyzer.model import FileStatus, Passage, Reading, Source, Speaker, Transcript, Turn
from jtbd_analyzer.names import clean_name, misspelt, one_person
from jtbd_analyzer.recipe import LoadOptions
from jtbd_analyzer.sources import open_source, package_kind
from jtbd_analyzer.text import digest, slug, solid

__all__ = ["People", "Read", "assemble", "discover", "load", "load_all", "read_file", "read_people", "transcript_ids"]

#: the kind of a file that no listening post wrote
INTERVIEW: Final = "interview"
#: a loader below this is not believed
_BELIEVED: Final = 0.1
#: two transcripts that share this part of their eight-word runs are one interview
_SAME: Final = 0.6


@dataclass(frozen=True, slots=True)
class Read:
    """A file with what its loader found, before roles are given."""

    path: Path
    loader: str
    reading: Reading
    encoding: str
    sha256: str
    warnings: tuple[str, ...] = ()


def read_file(path: Path, options: LoadOptions | None = None) -> Read:
    """Return what the best fitting loader finds in `path`; raises InputError that names the file and the loaders tried."""
    given = asdict(options or LoadOptions())
    source = open_source(path, given["encoding"] or None)
    scored = []
    for name in registry.names("loaders"):
        taken = registry.defaults(registry.part_class("loaders", name))
        loader = registry.build("loaders", name, {k: v for k, v in given.items() if k in taken})
        scored.append((float(loader.sniff(source)), name, loader))
    score, name, loader = max(scored, key=lambda x: (x[0], x[1]))
    if score < _BELIEVED:
        raise InputError(_unknown(source))
    reading = loader(source)
    if not any(p.text.strip() for p in reading.passages):
        raise InputError(f"{path.name}: must hold speech; got a {reading.format or name} file with none. Export the transcript again.")
    kept = sum(solid(p.text) for p in reading.passages) + sum(solid(d.text) for d in reading.dropped)
    lost = () if kept == reading.body_chars else (f"{abs(reading.body_chars - kept)} characters unaccounted for: compare with the file",)
    reading, written_out = entities.written_out(reading)
    reading, joined = _one_name_each(reading)
    warnings = tuple(dict.fromkeys((*source.warnings, *reading.warnings, *written_out, *joined, *lost)))
    return Read(path, name, reading, source.encoding, digest(source.data.hex()), warnings)


def _unknown(source: Source) -> str:
    if source.data.startswith(b"%PDF"):
        return f"{source.path.name}: must be a transcript as text, Word or captions; got a PDF. Save it as .docx or .txt."
    what, advice = "text of another form", "Save it as text with 'Name: ' labels."
    if source.text is None:
        what, advice = "binary data or letters in an unknown encoding", "Save it as UTF-8 text, or give its encoding with --set load.encoding=..."
    if source.data.startswith(b"PK"):
        what, advice = package_kind(source)
    return f"{source.path.name}: must be a transcript (text, Word, captions, table, page, PDF or JSON of a transcription service); got {what}. {advice}"


def _one_name_each(reading: Reading) -> tuple[Reading, tuple[str, ...]]:
    """Give each person of a file one name, and tell where this joined labels that differ by more than case or pronouns."""
    labels = dict.fromkeys(p.speaker for p in reading.passages if p.speaker is not None)
    person = one_person(labels)
    slips = misspelt(Counter(person[p.speaker] for p in reading.passages if p.speaker is not None))
    person = {label: slips.get(name, name) for label, name in person.items()}
    if all(label == name for label, name in person.items()):
        return reading, ()
    joined: dict[str, list[str]] = {}
    for label, name in person.items():
        if clean_name(label).casefold() != name.casefold():
            joined.setdefault(name, []).append(label)
    passages = tuple(p if p.speaker is None else replace(p, speaker=person[p.speaker]) for p in reading.passages)
    told = tuple(f"{', '.join(others)} read as {name}: one speaker" for name, others in joined.items())
    return replace(reading, passages=passages), told


def assemble(read: Read, options: LoadOptions, people: People, recurring: Mapping[str, int], files: int,
             transcript_id: str) -> Transcript:
    """Return the transcript of one file: passages of one speaker joined to turns, roles assigned, offsets fixed."""
    passages = [p for p in read.reading.passages if p.text.strip()]
    if all(p.speaker is None or roles.names_nobody(p.speaker) for p in passages):
        passages = [replace(p, speaker=None) for p in passages]  # one label for all voices tells none apart
    known = any(p.speaker is not None for p in passages)
    if not known and options.unlabelled != "participant":
        passages = guesses.guess_turns(passages)
    elif not known:
        passages = [_named(p, "Participant") for p in passages]
    else:
        passages = _carry(passages)
    rows = people.of_file(read.path.stem, read.path.name)
    names = [r[k].strip() for r in rows for k in ("speaker", "name") if (r.get(k) or "").strip()]
    asked = askers.taken_apart((*options.interviewer, *people.interviewers, *(r["interviewer"] for r in rows if r.get("interviewer"))))
    given = next((r["source_type"] for r in rows if r.get("source_type")), "") or options.source_type
    kind = (given or read.reading.source_type or INTERVIEW).casefold()
    post = known and kind != INTERVIEW
    parts = roles.of_post(dict.fromkeys(p.speaker or "" for p in passages), kind) if post else roles.assign(passages, asked, names, recurring, files)
    if not known and options.unlabelled != "participant":
        parts = {guesses.GUESSED[0]: roles.Part("interviewer", 0.4, "no labels: a sentence that asks"),
                 guesses.GUESSED[1]: roles.Part("participant", 0.4, "no labels: a sentence that does not ask")}
    ids = _participant_ids(parts, rows, transcript_id, post)
    source_text, turns = _lay_out(passages, parts, ids)
    tongue = language_of(" ".join(p.text for p in passages))
    foreign = () if tongue in ("", "English") else (f"reads like {tongue}: the rules and models are for English; do not rely on what is coded here",)
    speakers = tuple(
        Speaker(n, p.role, p.confidence, p.reason, sum(len(x.text.split()) for x in passages if x.speaker == n), ids.get(n, ""))
        for n, p in parts.items()
    )
    return Transcript(
        transcript_id, read.path.name, read.reading.format or read.loader, read.encoding, read.sha256, source_text, turns, speakers,
        read.reading.dropped, (*read.warnings, *foreign, *(() if post else _doubts(parts, known, options))), known or options.unlabelled != "show",
        kind,
    )


def _named(p: Passage, speaker: str) -> Passage:
    return Passage(p.text, speaker, p.start_s, p.end_s, p.line)


def _carry(passages: Sequence[Passage]) -> list[Passage]:
    """Give a passage without a label in a labelled file the last speaker; before the first label it is nobody's."""
    out, last = [], "Unknown speaker"
    for p in passages:
        last = p.speaker if p.speaker is not None else last
        out.append(_named(p, last))
    return out


def _doubts(parts: Mapping[str, roles.Part], known: bool, options: LoadOptions) -> tuple[str, ...]:
    found = {p.role for p in parts.values()}
    if not known:
        if options.unlabelled == "participant":
            return ("no speaker labels: all taken as one participant's words, questions too, as asked",)
        if options.unlabelled == "guess":
            return ("no speaker labels: sentences that ask were taken for the interviewer's; the others are counted, as asked",)
        return ("no speaker labels: sentences that ask were taken for the interviewer's; the others are shown as quotes, not counted. "
                "Label the speakers, or set load.unlabelled=guess to count these, or load.unlabelled=participant if one person speaks",)
    out = []
    if "participant" not in found:
        out.append("no participant found: nothing can be quoted; name the interviewer with --interviewer")
    if "interviewer" not in found:
        out.append("no interviewer found: every speaker is taken as participant; check with 'jtbd inspect'")
    if aside := [n for n, p in parts.items() if p.role == "other" and p.confidence < roles.SURE]:
        out.append(f"{', '.join(aside)} says little and is not quoted: name in participants.csv if a participant")
    unsure = [n for n, p in parts.items() if p.confidence < roles.SURE and p.role in ("interviewer", "participant")]
    if unsure and len(parts) > 1:
        out.append(f"roles unsure for {', '.join(unsure)}: name the interviewer with --interviewer or in participants.csv")
    return tuple(out)


def _participant_ids(parts: Mapping[str, roles.Part], rows: Sequence[Mapping[str, str]], transcript_id: str, post: bool = False) -> dict[str, str]:
    speakers = [n for n, p in parts.items() if p.role == "participant"]
    ids: dict[str, str] = {}
    for n in speakers:
        row = next((r for r in rows if any(roles.same_person(n, r.get(k) or "") for k in ("speaker", "name"))), None)
        if row is None and len(speakers) == 1 and len(rows) == 1:
            row = rows[0]
        given = (row or {}).get("participant_id", "").strip() if row else ""
        made = given or (transcript_id if len(speakers) == 1 and not post else f"{transcript_id}-{slug(n)}")
        ids[n] = made if given or made not in ids.values() else f"{made}-{len(ids) + 1}"  # names may differ only in what a slug leaves out
    return ids


#: cues of one breath: a pause shorter than this, in seconds, does not end a sentence
_BREATH_S: Final = 2.0


def _joiner(before: Passage, after: Passage, capitalised: bool) -> str:
    """Return what joins two passages of one speaker: a space inside a sentence, else a line end."""
    if re.search(r"[.?!…][\"')\]]*$", before.text.rstrip()):
        return "\n"
    if before.start_s is not None and after.start_s is not None:
        end = before.end_s if before.end_s is not None else before.start_s
        return " " if after.start_s - end < _BREATH_S else "\n"
    wrapped = capitalised and len(before.text) > 50 and after.text[:1].islower()
    return " " if wrapped else "\n"


def _lay_out(passages: Sequence[Passage], parts: Mapping[str, roles.Part], ids: Mapping[str, str]) -> tuple[str, tuple[Turn, ...]]:
    starts = [p.text.lstrip()[:1] for p in passages]
    capitalised = sum(s.isupper() for s in starts) > 0.7 * max(1, sum(s.isalpha() for s in starts))
    text = ""
    turns: list[Turn] = []
    i = 0
    while i < len(passages):
        first = passages[i]
        name = first.speaker or ""
        said, end_s, j = first.text.strip(), first.end_s, i + 1
        while j < len(passages) and passages[j].speaker == name:
            said += _joiner(passages[j - 1], passages[j], capitalised) + passages[j].text.strip()
            end_s = passages[j].end_s if passages[j].end_s is not None else end_s
            j += 1
        text += f"{name}: "
        role = parts[name].role if name in parts else "unknown"
        turns.append(Turn(len(turns), name, role, ids.get(name, ""), len(text), len(text) + len(said), first.start_s, end_s, first.line))
        text += said + "\n\n"
        i = j
    return text, tuple(turns)


def transcript_ids(paths: Sequence[Path]) -> dict[Path, str]:
    """Return an id for each file: its stem, with the extension where two files share a stem."""
    stems: dict[str, list[Path]] = {}
    for p in paths:
        stems.setdefault(p.stem, []).append(p)
    out = {}
    for stem, group in stems.items():
        for k, p in enumerate(group):
            taken = len({x.suffix for x in group}) < len(group)
            out[p] = stem if len(group) == 1 else f"{stem}{p.suffix}" + (f"-{k + 1}" if taken else "")
    return out


def load_all(paths: Sequence[Path], options: LoadOptions, people: People, tell: Callable[[str, int, int], None],
             drop_copies: bool = True) -> tuple[list[Transcript], list[FileStatus]]:
    """Return the transcripts of a batch and a status per file; a file that fails does not stop the others.

    Raises InputError where the options name an interviewer who speaks in no file.
    """
    reads: list[Read] = []
    statuses: list[FileStatus] = []
    for k, path in enumerate(paths):
        tell(path.name, k, len(paths))
        try:
            reads.append(read_file(path, options))
        except InputError as error:
            statuses.append(FileStatus(path.name, "failed", str(error)))
        except Exception as error:  # whatever a file does to a parser, the batch goes on and the file is named
            statuses.append(FileStatus(path.name, "failed", f"{path.name}: must be readable; got {came(error)}. Export it again, or save it as text."))
    labels = [{p.speaker for p in r.reading.passages if p.speaker is not None} for r in reads]
    askers.check(options.interviewer, labels, len(paths) - len(reads))
    recurring = roles.recurring_labels(labels)
    if drop_copies:
        reads, copies = _without_copies(reads)
        statuses += copies
    ids = transcript_ids([r.path for r in reads])
    out = []
    for r in reads:
        made = assemble(r, options, people, recurring, len(labels), ids[r.path])
        out.append(made)
        statuses.append(_status(made))
    tell("", len(paths), len(paths))
    return out, sorted(statuses, key=lambda s: s.file)


def _status(made: Transcript) -> FileStatus:
    """Return the status of a transcript that could be read: failed where nobody in it can be quoted, so that it never passes for a success."""
    if any(t.role == "participant" for t in made.turns):
        return FileStatus(made.file, "read", "; ".join(made.warnings))
    voices = ", ".join(f"{s.name} ({s.role})" for s in made.speakers)
    return FileStatus(
        made.file, "failed",
        f"{made.file}: must hold a participant's words; got only {voices}. Name who interviews with --interviewer, or the participant in participants.csv.",
    )


def _runs(read: Read) -> set[int]:
    words = re.findall(r"\w+", " ".join(p.text for p in read.reading.passages).casefold())
    return {hash(tuple(words[i : i + 8])) for i in range(0, max(1, len(words) - 7))}


def _without_copies(reads: Sequence[Read]) -> tuple[list[Read], list[FileStatus]]:
    """Set aside files that hold an interview already read, so that nobody is counted twice. The one with labels and times is kept."""
    def worth(r: Read) -> tuple[bool, bool, str, str]:
        first = r.reading.passages
        return (not any(p.speaker for p in first), not any(p.start_s is not None for p in first), r.path.name, str(r.path))

    kept: list[tuple[Read, int]] = []
    where: dict[int, list[int]] = {}
    statuses = []
    for r in sorted(reads, key=worth):
        own = _runs(r)
        shared = Counter(k for run in own for k in where.get(run, ()))
        twin = next((k for k, n in sorted(shared.items()) if n > _SAME * max(1, min(len(own), kept[k][1]))), None)
        if twin is not None:
            statuses.append(FileStatus(r.path.name, "skipped", f"the same interview as {kept[twin][0].path.name}: counted once"))
            continue
        for run in own:
            where.setdefault(run, []).append(len(kept))
        kept.append((r, len(own)))
    names = {r.path for r, _ in kept}
    return [r for r in reads if r.path in names], statuses


def load(inputs: str | Path | Iterable[str | Path], options: LoadOptions | None = None) -> list[Transcript]:
    """Return the transcripts in files or folders, for a look before a run; raises InputError for the first that cannot be read."""
    paths, _ = discover([inputs] if isinstance(inputs, str | Path) else inputs)
    transcripts, statuses = load_all(paths, options or LoadOptions(), People(), lambda *_: None, drop_copies=False)
    if bad := next((s for s in statuses if s.status == "failed"), None):
        raise InputError(bad.message)
    return transcripts
