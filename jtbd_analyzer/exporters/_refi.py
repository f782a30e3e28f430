"""The parts that a REFI-QDA codebook and a REFI-QDA project have in common: codes, and sets of them by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from jtbd_analyzer.refi import guid, plain
from jtbd_analyzer.scheme import CODES, KINDS

if TYPE_CHECKING:
    from jtbd_analyzer.study import Study

#: colour of the codes of a kind
COLORS: Final[dict[str, str]] = {"value_theme": "#2F7F86", "struggle_trigger": "#B5482A", "decision_factor": "#1F5C99", "marker": "#6B7780"}
FORCES: Final[dict[str, str]] = {
    "push": "What drives away from the old way.", "pull": "What draws towards the new way.", "anxiety": "Doubts about the new way.",
    "habit": "What holds in the old way.",
}
_KIND_NAMES: Final[dict[str, str]] = {
    "value_theme": "Value themes", "struggle_trigger": "Struggle triggers", "decision_factor": "Decision factors", "marker": "Markers",
}


class Tree:
    """Builds elements of one namespace; every text is made safe for XML and for offsets, and what had to be replaced is counted."""

    def __init__(self, space: str, root: str, **attributes: str) -> None:
        from lxml import etree

        self._etree, self._space, self.replaced = etree, space, 0
        self.root = etree.Element(f"{{{space}}}{root}", nsmap={None: space})
        self._set(self.root, attributes)

    def add(self, parent: Any, tag: str, text: str = "", **attributes: str) -> Any:
        """Return a new last child of `parent`."""
        node = self._etree.SubElement(parent, f"{{{self._space}}}{tag}")
        self._set(node, attributes)
        if text:
            node.text = self._plain(text)
        return node

    def _set(self, node: Any, attributes: dict[str, str]) -> None:
        for key, value in attributes.items():
            node.set(key, self._plain(value))

    def _plain(self, text: str) -> str:
        safe, n = plain(text)
        self.replaced += n
        return safe

    def as_bytes(self) -> bytes:
        """Return the document: UTF-8, LF, no byte order mark, the declaration first."""
        body: bytes = self._etree.tostring(self.root, encoding="utf-8", xml_declaration=False, pretty_print=True)
        return b'<?xml version="1.0" encoding="utf-8"?>\n' + body


def theme_key(study: Study, theme_id: str) -> str:
    """Return the id of a theme's code, the same in the codebook and the project of a study."""
    return guid("theme", study.name, theme_id)


def add_codes(tree: Tree, parent: Any, study: Study) -> None:
    """Add `Codes` with the scheme's codes (codes of excerpts after them), themes under their codes, and the four forces."""
    codes = tree.add(parent, "Codes")
    named = [(c.name, c.label, f"{c.question} {c.definition} Not: {c.exclude}", COLORS[c.kind]) for c in CODES.values()]
    foreign = dict.fromkeys(q.code for q in study.quote_rows if q.code not in CODES)
    named += [(c, c, "A code given with the excerpts.", COLORS["marker"]) for c in foreign]
    for name, label, about, color in named:
        node = tree.add(codes, "Code", guid=guid("code", name), name=label, isCodable="true", color=color)
        tree.add(node, "Description", about)
        for t in study.theme_rows:
            if t.code == name:
                child = tree.add(node, "Code", guid=theme_key(study, t.theme_id), name=f"{t.theme_id} {t.statement}", isCodable="true", color=color)
                tree.add(child, "Description", f"{t.n} of {t.n_total} people, {t.prevalence}; {t.status} statement. Confidence: {t.confidence}")
    forces = tree.add(codes, "Code", guid=guid("forces"), name="Forces of the switch", isCodable="false")
    for force, about in FORCES.items():
        node = tree.add(forces, "Code", guid=guid("force", force), name=force.capitalize(), isCodable="true")
        tree.add(node, "Description", about)


def add_sets(tree: Tree, parent: Any, member: str) -> None:
    """Add `Sets`, one for each kind with the codes of it; `member` is the name of the attribute that refers to a code."""
    sets = tree.add(parent, "Sets")
    for kind in KINDS:
        node = tree.add(sets, "Set", guid=guid("kind", kind), name=_KIND_NAMES[kind])
        for c in CODES.values():
            if c.kind == kind:
                tree.add(node, "MemberCode", **{member: guid("code", c.name)})
