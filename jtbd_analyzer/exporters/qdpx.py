"""Writes a study as a REFI-QDA project (.qdpx): transcripts, codes, coded passages and cases, for programs for qualitative analysis."""

from __future__ import annotations

import warnings
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.errors import ExportWarning, OutputError
from jtbd_analyzer.exporters._package import date_of, zipped
from jtbd_analyzer.exporters._refi import FORCES, Tree, add_codes, add_sets, theme_key
from jtbd_analyzer.files import write_atomically
from jtbd_analyzer.refi import PROJECT, guid, plain

if TYPE_CHECKING:
    from jtbd_analyzer.model import Quote, Transcript
    from jtbd_analyzer.study import Study

_LOSS: Final = ("a REFI-QDA project carries transcripts, codes, themes, forces, cases and variables; grade, phase and reason travel as the "
                "description of a passage, scores and the interviewer's question not at all")


@dataclass(frozen=True)
class Qdpx:
    """Writes `file`: a zip of project.qde and one plain text per transcript; every coded quote is a passage named by its words.

    A quote is coded with its code, its theme and, where it counts, its force. A participant is a case with the columns of
    participants.csv as variables; of a transcript with several participants, each case refers to its own passages. Offsets
    count characters, end exclusive; characters that programs count differently are replaced, and a warning says how many.
    """

    file: str = "project.qdpx"

    def __call__(self, study: Study, folder: Path) -> list[Path]:
        """Write the project into `folder`, replaced whole, and return its path; raises OutputError, warns of what is lost."""
        path = folder / self.file
        project = _Project(study)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_atomically(path, zipped(project.parts()))
        except OSError as error:
            raise OutputError(f"{path}: must be writable; got {error.strerror or error}. Close it elsewhere and run again.") from error
        warnings.warn(f"{self.file}: {_LOSS}", ExportWarning, stacklevel=2)
        if project.replaced:
            warnings.warn(f"{self.file}: {project.replaced} characters of the transcripts (such as emoji) that programs count differently were "
                          "replaced by \ufffd, so that passages stay in place", ExportWarning, stacklevel=2)
        return [path]


class _Project:
    """One project in the making; `replaced` counts characters of the transcripts that had to be replaced."""

    def __init__(self, study: Study) -> None:
        self.study, self.replaced = study, 0
        self.user = guid("user")
        self.at = date_of(study.manifest.get("date")).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.made = {"creatingUser": self.user, "creationDateTime": self.at}
        self.tree = Tree(PROJECT, "Project", name=study.name, origin=f"jtbd_analyzer {study.manifest.get('version', '')}".strip(),
                         creatingUserGUID=self.user, creationDateTime=self.at)
        self.quotes: dict[str, list[Quote]] = defaultdict(list)
        for q in study.quote_rows:
            self.quotes[q.transcript_id].append(q)

    def parts(self) -> dict[str, bytes]:
        """Return the files of the zip by name; the children of Project stand in the one order that the schema allows."""
        tree, root, texts = self.tree, self.tree.root, dict[str, bytes]()
        tree.add(tree.add(root, "Users"), "User", guid=self.user, name="jtbd_analyzer")
        add_codes(tree, tree.add(root, "CodeBook"), self.study)
        self._cases()
        if self.study.transcript_rows:
            sources = tree.add(root, "Sources")
            for t in self.study.transcript_rows:
                key = self._key("source", t.transcript_id)
                text, replaced = plain(t.source_text)
                self.replaced += replaced
                texts[f"sources/{key}.txt"] = text.encode("utf-8")
                self._source(sources, t, key)
        add_sets(tree, root, "targetGUID")
        tree.add(root, "Description", f"Coded by machine, not by people: read before use. Of what was found, {_LOSS}.")
        return {"project.qde": tree.as_bytes(), **texts}

    def _key(self, kind: str, *name: str) -> str:
        return guid(kind, self.study.name, *name)

    def _cases(self) -> None:
        tree, people = self.tree, self.study.participant_rows
        names = list(dict.fromkeys(k for p in people for k in p.attributes))
        if names:
            variables = tree.add(tree.root, "Variables")
            for name in names:
                tree.add(variables, "Variable", guid=self._key("variable", name), name=name, typeOfVariable="Text")
        cases = tree.add(tree.root, "Cases") if people else None
        shared = {t for p in people for t in p.transcript_ids if sum(t in o.transcript_ids for o in people) > 1}
        for p in people:
            case = tree.add(cases, "Case", guid=self._key("case", p.participant_id), name=p.participant_id)
            if p.display_name not in ("", p.participant_id):
                tree.add(case, "Description", p.display_name)
            for name in (n for n in names if p.attributes.get(n)):
                value = tree.add(case, "VariableValue")
                tree.add(value, "VariableRef", targetGUID=self._key("variable", name))
                tree.add(value, "TextValue", p.attributes[name])
            for t in (t for t in p.transcript_ids if t not in shared):
                tree.add(case, "SourceRef", targetGUID=self._key("source", t))
            for q in (q for t in p.transcript_ids if t in shared for q in self.quotes[t] if q.participant_id == p.participant_id):
                tree.add(case, "SelectionRef", targetGUID=self._key("quote", q.quote_id))

    def _source(self, sources: Any, t: Transcript, key: str) -> None:
        node = self.tree.add(sources, "TextSource", guid=key, name=t.transcript_id, plainTextPath=f"internal://{key}.txt", **self.made)
        self.tree.add(node, "Description", f"{t.file}: {t.format}")
        for q in self.quotes[t.transcript_id]:
            self._passage(node, q)

    def _passage(self, source: Any, q: Quote) -> None:
        tree = self.tree
        node = tree.add(source, "PlainTextSelection", guid=self._key("quote", q.quote_id), name=q.verbatim, startPosition=str(q.char_start),
                        endPosition=str(q.char_end), **self.made)
        counts = "counted" if q.counted else "not counted"
        tree.add(node, "Description", f"{q.quote_id}, {q.participant_id}. Grade {q.grade}, {counts}: {q.grade_reason}. "
                                      f"Phase: {q.phase or 'unclear'}. Why this code: {q.reason}")
        codes = [("code", guid("code", q.code))]
        if q.theme_id and any(t.theme_id == q.theme_id for t in self.study.theme_rows):
            codes.append(("theme", theme_key(self.study, q.theme_id)))
        if q.counted and q.force in FORCES:
            codes.append(("force", guid("force", q.force)))
        for kind, target in codes:
            coding = tree.add(node, "Coding", guid=self._key("coding", q.quote_id, kind), **self.made)
            tree.add(coding, "CodeRef", targetGUID=target)
