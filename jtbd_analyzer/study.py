"""The result of a run: frozen rows that refer to each other by id, and the same as tidy DataFrames."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer import journey, lineage, outputs, second_coder
from jtbd_analyzer.errors import InputError, came
from jtbd_analyzer.files import write_atomically
from jtbd_analyzer.model import Conflict, Decision, Dropped, FileStatus, Quote, Speaker, Theme, Transcript, Turn
from jtbd_analyzer.nearby import Sentence, spoken

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

#: version of the files in OUT/study; raised when a field changes meaning
SCHEMA: Final = 1


@dataclass(frozen=True, slots=True)
class Participant:
    """One person interviewed: id, the name shown, the transcripts they speak in, words said, and what the study says of them.

    `attributes` holds the columns of participants.csv (segment, role, recruited_as, months_since_switch …), text as given.
    """

    participant_id: str
    display_name: str
    transcript_ids: tuple[str, ...]
    words: int
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Study:
    """Everything a run found. `quotes`, `themes`, `participants` and `transcripts` are DataFrames; rows hold the values.

    Where a researcher decided on something, rows hold the decided values, `suggested` the study as the machine made it, and
    `conflicts` the decisions that could not be carried out.
    """

    name: str
    transcript_rows: tuple[Transcript, ...]
    participant_rows: tuple[Participant, ...]
    quote_rows: tuple[Quote, ...]
    theme_rows: tuple[Theme, ...]
    framework: journey.Framework
    features: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: tuple[FileStatus, ...] = ()
    manifest: Mapping[str, Any] = field(default_factory=dict)
    insights: tuple[str, ...] = ()
    #: quote id -> unit vector of its words, in half precision so that a re-opened study gives the same tables; {} where none were kept
    vectors: Mapping[str, NDArray[np.float16]] = field(default_factory=dict, compare=False, repr=False)
    decisions: tuple[Decision, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    #: what became of theme ids of earlier runs into the same folder
    aliases: tuple[lineage.Alias, ...] = ()
    suggested: Study | None = field(default=None, repr=False, compare=False)
    #: what `jtbd evaluate` found of agreement with second coders, see `second_coder`
    agreements: tuple[Mapping[str, Any], ...] = field(default=(), repr=False, compare=False)

    @property
    def n_total(self) -> int:
        """The number of participants: the N of every "n of N"."""
        return len(self.participant_rows)

    @property
    def unread(self) -> tuple[FileStatus, ...]:
        """The files that could not be read: an interview may be missing."""
        return tuple(f for f in self.files if f.status == "failed")

    @property
    def set_aside(self) -> tuple[FileStatus, ...]:
        """The files that are no transcript, or a copy of one: nothing is missing without them."""
        return tuple(f for f in self.files if f.status == "skipped")

    @property
    def n_transcripts_given(self) -> int:
        """How many of the files given are transcripts or should be: those read and those that could not be."""
        return len(self.files) - len(self.set_aside)

    @cached_property
    def quotes(self) -> pd.DataFrame:
        """One row per coded quote."""
        from jtbd_analyzer import frames

        return frames.quotes(self)

    @cached_property
    def themes(self) -> pd.DataFrame:
        """One row per theme."""
        from jtbd_analyzer import frames

        return frames.themes(self)

    @cached_property
    def participants(self) -> pd.DataFrame:
        """One row per participant."""
        from jtbd_analyzer import frames

        return frames.participants(self)

    @cached_property
    def transcripts(self) -> pd.DataFrame:
        """One row per transcript that was read."""
        from jtbd_analyzer import frames

        return frames.transcripts(self)

    def table(self, insight: str) -> pd.DataFrame:
        """Return the table of one insight, such as "heat_map"; raises RecipeError for an unknown name."""
        from jtbd_analyzer import registry

        if insight not in self._tables:
            self._tables[insight] = registry.build("insights", insight)(self)
        return self._tables[insight].copy()

    @cached_property
    def memory(self) -> dict[str, Any]:
        """What insights have read from the whole study and ask for again, each under a name of its own."""
        return {}

    @cached_property
    def _tables(self) -> dict[str, pd.DataFrame]:
        """Tables made so far: a study never changes, and workbook, report and tables ask for the same ones."""
        return {}

    def quote(self, quote_id: str) -> Quote:
        """Return one quote by its id; raises KeyError."""
        return self.quotes_by_id[quote_id]

    @cached_property
    def quotes_by_id(self) -> dict[str, Quote]:
        """The quotes by id."""
        return {q.quote_id: q for q in self.quote_rows}

    @cached_property
    def spoken(self) -> dict[str, tuple[Sentence, ...]]:
        """What participants say, sentence by sentence, by transcript: for what stands next to a quote."""
        return {t.transcript_id: spoken(t) for t in self.transcript_rows}

    def in_context(self, quote_id: str, characters: int = 300) -> str:
        """Return the transcript around a quote, the quote marked by » «."""
        q = self.quote(quote_id)
        text = next(t.source_text for t in self.transcript_rows if t.transcript_id == q.transcript_id)
        before, after = text[max(0, q.char_start - characters) : q.char_start], text[q.char_end : q.char_end + characters]
        return f"…{before}»{q.verbatim}«{after}…"

    def save(self, folder: Path) -> None:
        """Write what is needed to re-open the study into `folder` (made if absent), each file replaced whole.

        What the machine found and what the researcher decided stand in files of their own; opening puts them together.
        """
        from jtbd_analyzer import decisions

        base = self.suggested or self
        folder.mkdir(parents=True, exist_ok=True)
        head = {
            "schema": SCHEMA, "name": base.name, "framework": asdict(base.framework), "features": dict(base.features),
            "files": [asdict(f) for f in base.files], "manifest": dict(base.manifest), "insights": list(base.insights),
            "participants": [asdict(p) for p in base.participant_rows], "themes": [asdict(t) for t in base.theme_rows],
        }
        if self.decisions:
            write_atomically(folder / decisions.FILE, decisions.as_lines(self.decisions))
        write_atomically(folder / "study.json", json.dumps(head, ensure_ascii=False, indent=1))
        write_atomically(folder / "quotes.jsonl", "".join(json.dumps(asdict(q), ensure_ascii=False) + "\n" for q in base.quote_rows))
        if base.aliases:
            write_atomically(folder / lineage.FILE, lineage.as_json(base.aliases))
        base._save_vectors(folder / "vectors.npy")
        write_atomically(
            folder / "transcripts.jsonl", "".join(json.dumps(asdict(t), ensure_ascii=False) + "\n" for t in base.transcript_rows)
        )

    def _save_vectors(self, path: Path) -> None:
        """Write the vectors in the order of the quotes, or nothing where a quote has none; an earlier file would no longer fit."""
        if not self.quote_rows or any(q.quote_id not in self.vectors for q in self.quote_rows):
            path.unlink(missing_ok=True)
            return
        import numpy as np

        raw = io.BytesIO()
        np.save(raw, np.stack([self.vectors[q.quote_id] for q in self.quote_rows]), allow_pickle=False)
        write_atomically(path, raw.getvalue())

    @classmethod
    def open(cls, folder: str | Path) -> Study:
        """Return the study a run wrote (`folder` is OUT or OUT/study), decisions carried out; raises InputError if it is not one.

        A publication that a crash broke off is ended first; files that are not of one run are refused.
        """
        from jtbd_analyzer import corrections, decisions

        base_folder = Path(folder)
        base_folder = base_folder / "study" if (base_folder / "study").is_dir() else base_folder
        if base_folder.is_dir():
            outputs.opened(base_folder)
        try:
            head = json.loads((base_folder / "study.json").read_text(encoding="utf-8"))
            quotes = [json.loads(x) for x in (base_folder / "quotes.jsonl").read_text(encoding="utf-8").split("\n") if x]
            transcripts = [json.loads(x) for x in (base_folder / "transcripts.jsonl").read_text(encoding="utf-8").split("\n") if x]
        except (OSError, ValueError) as error:
            raise InputError(f"{folder}: must be a folder that 'jtbd analyze' wrote; got {came(error)} there. Give the folder of its results.") from error
        if head.get("schema") != SCHEMA:
            raise InputError(f"{folder}: must be a study of form {SCHEMA}; got {head.get('schema')}. Run 'jtbd analyze' again.")
        frame = head["framework"]
        phases = tuple(journey.Phase(**{**p, "steps": tuple(p["steps"])}) for p in frame.pop("phases"))
        base = cls(
            name=head["name"], framework=journey.Framework(**frame, phases=phases),
            features={k: tuple(v) for k, v in head["features"].items()}, files=tuple(FileStatus(**f) for f in head["files"]),
            manifest=head["manifest"], insights=tuple(head["insights"]),
            participant_rows=tuple(Participant(**_tuples(p)) for p in head["participants"]),
            theme_rows=tuple(Theme(**_tuples(t)) for t in head["themes"]), quote_rows=tuple(Quote(**q) for q in quotes),
            transcript_rows=tuple(_transcript(t) for t in transcripts), vectors=_vectors(base_folder / "vectors.npy", [q["quote_id"] for q in quotes]),
            aliases=lineage.aliases_in(base_folder), agreements=second_coder.read(base_folder),
        )
        return corrections.applied(base, decisions.read(base_folder))


def _vectors(path: Path, ids: Sequence[str]) -> dict[str, NDArray[np.float16]]:
    """Return the vectors of the quotes `ids`; {} where the file is absent, broken or of another study: tables then match without them."""
    if not path.is_file():
        return {}
    import numpy as np

    try:
        rows = np.load(path, allow_pickle=False)
    except (OSError, ValueError):
        return {}
    return dict(zip(ids, rows.astype(np.float16), strict=True)) if rows.ndim == 2 and len(rows) == len(ids) else {}


def _tuples(row: Mapping[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}


def _transcript(row: Mapping[str, Any]) -> Transcript:
    made = {"turns": Turn, "speakers": Speaker, "dropped": Dropped}
    parts: dict[str, Any] = {k: tuple(c(**x) for x in row[k]) for k, c in made.items()}
    return Transcript(**{**row, **parts, "warnings": tuple(row["warnings"])})
