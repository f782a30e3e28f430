"""Who takes part in a study: the voices of its transcripts, with what participants.csv has for each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.study import Participant

if TYPE_CHECKING:
    from jtbd_analyzer.inputs import People
    from jtbd_analyzer.model import Transcript


_NAME: Final = re.compile(r"[^\W\d_]{3,}")
#: what stands where a name would and names nobody
_NOBODY: Final = frozenset("participant speaker customer interviewee person user guest unknown respondent client subject and the von van der".split())


def names_of(transcripts: Sequence[Transcript], people: People) -> frozenset[str]:
    """Return the words, lower case, of the names that transcripts and participants.csv give participants."""
    shown = [s.name for t in transcripts for s in t.speakers if s.participant_id]
    shown += [r.get(column) or "" for r in people.rows for column in ("name", "display_name")]
    return frozenset(w.lower() for name in shown for w in _NAME.findall(name) if w[0].isupper()) - _NOBODY


def participants_of(transcripts: Sequence[Transcript], people: People) -> tuple[Participant, ...]:
    """Return the participants of a batch, sorted by id, with the columns participants.csv has for them."""
    found: dict[str, list[tuple[Transcript, Any]]] = defaultdict(list)
    for t in transcripts:
        for s in t.speakers:
            if s.participant_id:
                found[s.participant_id].append((t, s))
    apart = {"participant_id", "file", "transcript", "name", "speaker", "interviewer", "interview_role", "display_name"}
    out = []
    for pid, voices in sorted(found.items()):
        stems = {Path(t.file).stem.casefold() for t, _ in voices} | {t.file.casefold() for t, _ in voices}
        rows = [r for r in people.rows if r.get("participant_id") == pid] or [
            r for r in people.rows if (r.get("file") or r.get("transcript") or "").casefold() in stems
        ]
        row = rows[0] if len(rows) == 1 or any(r.get("participant_id") == pid for r in rows) else {}
        attributes = {k: v for k, v in (row or {}).items() if k not in apart}
        out.append(Participant(pid, (row or {}).get("display_name") or pid, tuple(dict.fromkeys(t.transcript_id for t, _ in voices)),
                               sum(s.words for _, s in voices), attributes))
    keys = list(dict.fromkeys(k for p in out for k in p.attributes))
    return tuple(Participant(p.participant_id, p.display_name, p.transcript_ids, p.words, {k: p.attributes.get(k, "") for k in keys}) for p in out)
