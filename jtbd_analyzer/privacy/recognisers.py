"""Finds what names somebody in talk: Microsoft Presidio with spaCy's entity recogniser, and recognisers of our own beside it.

spaCy's recogniser learnt from news: it misses names it has not met, names people are called by and names said in passing.
Our own look at how names stand in talk ("my name is", "my sister Ngozi", "thanks, Wei", "Adaeze said") and at capitals
that no English word has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from jtbd_analyzer.errors import ModelError
from jtbd_analyzer.privacy import patterns
from jtbd_analyzer.privacy.register import Register
from jtbd_analyzer.privacy.standings import FRAMES, SMALL_AFTER, SMALL_BEFORE, SMALL_WEAK
from jtbd_analyzer.privacy.words import CAPITAL, is_common, is_listed, pipeline

KINDS: Final = ("person", "organisation", "place", "email", "phone", "web", "address", "card", "iban", "account")
#: a finding below this is not believed; a shape alone scores 0.3, with one of its words before it 0.75
BELIEVED: Final = 0.5
_NEAR_SCORE: Final = 0.75
#: letters of the shortest name that is looked for among words without capitals
_SMALL_CHARS: Final = 4
#: which spaCy labels are names of people and of organisations
_LABELS: Final = {"PERSON": "person", "ORG": "organisation", "FAC": "organisation"}

#: a capital that is not "I": talk that has one was not written without capitals
_CAPITALS: Final = re.compile(r"\b(?!I\b)[^\W\d_]*[A-Z]")

#: words the texts at hand write small: a dictionary word among them is no name for its capital alone (head of Drama)
_SMALL: Final[set[str]] = set()


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch of text that names somebody or something of theirs: its span, its kind (see `KINDS`) and how sure (0..1)."""

    start: int
    end: int
    kind: str
    score: float


def check_installed() -> None:
    """Raise ModelError unless Presidio and spaCy's English model are installed; nothing is ever downloaded."""
    from importlib.util import find_spec

    from jtbd_analyzer import models

    if find_spec("presidio_analyzer") is None:
        raise ModelError("pseudonymising: Presidio must be installed; got none. Run: pip install 'jtbd_analyzer[privacy]'")
    models.spacy_package()


def find(texts: Sequence[str]) -> list[list[Finding]]:
    """Return for each text what was found in it, in order, none overlapping: the longer, then the surer one is kept."""
    engine = _engine()
    _SMALL.clear()
    for text in texts:
        if text[:1].isupper():
            _SMALL.update(re.findall(r"(?<![\w'’])[a-z]{3,}\b", text))
    out = []
    for doc in pipeline().pipe(texts, batch_size=64):
        artifacts = engine.nlp_engine._doc_to_nlp_artifact(doc, "en")
        results = engine.analyze(doc.text, language="en", nlp_artifacts=artifacts, score_threshold=BELIEVED)
        out.append(_apart(Finding(r.start, r.end, r.entity_type, r.score) for r in results))
    return out


def _apart(findings: Iterable[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    for f in sorted(findings, key=lambda f: (-(f.end - f.start), -f.score, f.start, f.kind)):
        if all(f.end <= k.start or f.start >= k.end for k in kept):
            kept.append(f)
    return sorted(kept, key=lambda f: f.start)


@cache
def _engine() -> Any:
    """Return Presidio's engine over the installed spaCy pipeline, with the network cut off where Presidio would use it."""
    check_installed()
    nlp = pipeline()
    import logging

    logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)  # its notes at lower levels may quote what it found
    import tldextract
    from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry, RecognizerResult
    from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine

    # asks a server for the list of top-level domains at first use; the copy in the package will do
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)

    class Installed(SpacyNlpEngine):  # type: ignore[misc,unused-ignore]
        """Presidio's own loader downloads a model that is missing; this one holds the pipeline that is here."""

        def __init__(self) -> None:
            super().__init__(ner_model_configuration=NerModelConfiguration(labels_to_ignore=[]))
            held: Any = self  # the parent declares the attribute as None
            held.nlp = {"en": nlp}

    class Ours(EntityRecognizer):  # type: ignore[misc,unused-ignore]
        """Names by how they stand in talk, and identifiers by their shape."""

        def load(self) -> None:
            """Nothing to load."""

        def analyze(self, text: str, entities: list[str], nlp_artifacts: Any) -> list[Any]:
            """Return what the recognisers of this module find, as Presidio wants it."""
            doc = nlp_artifacts.tokens
            towns = {(e.start_char, e.end_char) for e in doc.ents if _is_place(e, doc)}
            framed = (f for f in _framed(text) if (f.start, f.end) not in towns)
            found = (*_shaped(text), *framed, *_labelled(doc), *_foreign(doc), *_small(doc))
            return [RecognizerResult(f.kind, f.start, f.end, f.score) for f in found if f.kind in entities]

    registry = RecognizerRegistry(recognizers=[*_of_presidio(), Ours(supported_entities=list(KINDS), name="jtbd", supported_language="en")],
                                  supported_languages=["en"])
    return AnalyzerEngine(registry=registry, nlp_engine=Installed(), supported_languages=["en"])


def _of_presidio() -> list[Any]:
    """Return Presidio's recognisers of phone, card, IBAN and network addresses under our names for the kinds."""
    from presidio_analyzer.predefined_recognizers import CreditCardRecognizer, IbanRecognizer, PhoneRecognizer

    out: list[Any] = [
        CreditCardRecognizer(supported_entity="card"), IbanRecognizer(supported_entity="iban"),
        PhoneRecognizer(supported_regions=("US", "GB", "DE", "FR", "IN", "NG", "IE", "AU"), leniency=1),
    ]
    out[-1].supported_entities = ["phone"]
    whole = out[-1]._get_recognizer_result
    out[-1]._get_recognizer_result = lambda *a, **k: _renamed(whole(*a, **k), "phone")
    return out


def _renamed(result: Any, kind: str) -> Any:
    result.entity_type = kind
    # a phone number by its digits alone may be an order number: believed with a word that says so, which Presidio looks for
    result.score = max(result.score, 0.5)
    return result


def _shaped(text: str) -> Iterator[Finding]:
    for kind, shapes in _shapes().items():
        for pattern, score in shapes:
            for m in pattern.finditer(text):
                start, end = m.span("span") if "span" in pattern.groupindex else m.span()
                sure, what = score, m.group()
                if kind == "card" and patterns.luhn(what):
                    sure = 0.95
                elif kind == "card":
                    continue
                elif kind == "iban":
                    sure = 0.95 if patterns.iban(what) else 0.3
                if sure < BELIEVED and _near(text, start, kind):
                    sure = _NEAR_SCORE
                if sure >= BELIEVED:
                    yield Finding(start, end, kind, sure)


@cache
def _shapes() -> dict[str, list[tuple[re.Pattern[str], float]]]:
    return {kind: [(re.compile(p), score) for _, p, score in shapes] for kind, shapes in patterns.SHAPES.items()}


def _near(text: str, start: int, kind: str) -> bool:
    before = text[max(0, start - patterns.NEAR) : start].casefold()
    return any(re.search(rf"\b{w}(?:s|ed|ing)?\b", before) for w in patterns.CONTEXT.get(kind, ()))


def _framed(text: str) -> Iterator[Finding]:
    for kind, pattern, free in FRAMES:
        at = 0
        while m := pattern.search(text, at):
            at = m.end("name")
            start, end = m.span("name")
            if found := _names_in(text, start, end, free):
                yield Finding(*found, kind, 0.85)


def _names_in(text: str, start: int, end: int, free: bool) -> tuple[int, int] | None:
    """Return the part of a span that is a name: common words at its edges are cut off; None if nothing is left.

    With `free` a common word stands for a name too (my sister Hope), if the whole span is one and no word of the calendar.
    """
    words = [(start + m.start(), start + m.end()) for m in re.finditer(r"[^\s]+", text[start:end])]
    bare = [re.sub(r"(?:'s|’s)$|[.,;:!?…]+$", "", text[a:b]) for a, b in words]
    if free and bare:
        common = [is_common(w) and not w.istitle() for w in bare]
        strict = [w.casefold() in _NEVER for w in bare]
        while strict and strict[0]:
            words, bare, strict, common = words[1:], bare[1:], strict[1:], common[1:]
        return (words[0][0], words[-1][0] + len(bare[-1])) if words and not all(common) else None
    while words and is_common(bare[0]):
        words, bare = words[1:], bare[1:]
    small = all(b.islower() for b in bare)
    while words and (is_common(bare[-1]) or not (small or bare[-1][:1].isupper())):
        words, bare = words[:-1], bare[:-1]
    if not words or (len(words) == 1 and (len(bare[0]) < 2 or (bare[0].isupper() and len(bare[0]) <= 4))):
        return None
    return words[0][0], words[-1][0] + len(bare[-1])


#: capitals that follow a frame and are never a name in it
_NEVER: Final = frozenset("i i'm i've i'd i'll the a an and but so he she they we you it that this there who what when where my our his her their if because yeah yes no oh "
                          "okay ok like was is not just monday tuesday wednesday thursday friday saturday sunday".split())


def _labelled(doc: Any) -> Iterator[Finding]:
    """Names by spaCy's recogniser, without words that are common and short capitals, which in talk are mostly no organisation."""
    for entity in doc.ents:
        kind = _LABELS.get(entity.label_)
        if kind is None or (kind == "organisation" and entity.label_ == "FAC" and not entity.text[:1].isupper()):
            continue
        found = _names_in(doc.text, entity.start_char, entity.end_char, False)
        if found and any(c.isupper() for c in doc.text[found[0] : found[1]]):
            yield Finding(*found, kind, 0.8)


def _foreign(doc: Any) -> Iterator[Finding]:
    """Capitals that no English word has: a run of title-case words of which one at least is in no dictionary."""
    run: list[Any] = []
    for token in (*doc, None):
        if token is not None and re.fullmatch(CAPITAL, token.text) and not is_common(token.text) and token.ent_type_ not in ("LANGUAGE", "NORP", "DATE", "TIME"):
            run.append(token)
            continue
        if run and any(_strange(t) for t in run) and not _is_place(run, doc):
            after = doc[run[0].i - 1].lower_ if run[0].i else ""
            kind = "place" if after in _PLACED else "organisation" if all(t.ent_type_ in ("ORG", "PRODUCT", "FAC") for t in run) else "person"
            yield Finding(run[0].idx, run[-1].idx + len(run[-1]), kind, 0.7)
        run = []


def _small(doc: Any) -> Iterator[Finding]:
    """Names in talk a recogniser wrote without capitals: words in no dictionary, where a name stands."""
    text = doc.text
    if _CAPITALS.search(text):
        return
    for token in doc:
        if len(token.text) < _SMALL_CHARS or not token.text.isalpha() or is_listed(token.text) or is_listed(token.lemma_) or token.is_stop:
            continue
        before, after = text[max(0, token.idx - 60) : token.idx], text[token.idx + len(token.text) :][:40]
        if SMALL_BEFORE.search(before) or (SMALL_WEAK.search(before) and SMALL_AFTER.match(after)):
            yield Finding(token.idx, token.idx + len(token.text), "person", 0.7)


#: a word after a first name in talk without capitals: ravi subramaniam, siobhan o'malley
_SURNAME: Final = re.compile(r"\s(?P<name>(?:[a-z]['’])?[^\W\d_]{3,}(?:-[^\W\d_]{3,})?)(?!\w|['’-]\w)")
_ENDINGS: Final = ("s", "es", "d", "ed", "ing", "ly")


def surnames(texts: Sequence[str], register: Register) -> Iterator[str]:
    """Yield names of which talk without capitals has a known first name and after it a word that is in no dictionary."""
    for text in texts:
        if _CAPITALS.search(text):
            continue
        for _, end, k in register.found(text):
            m = _SURNAME.match(text, end)
            if m and k.kind == "person" and " " not in k.words and not any(_has_word(part) for part in re.split(r"['’-]", m["name"]) if len(part) > 1):
                yield f"{k.words} {m['name']}"


def _has_word(small: str) -> bool:
    """Tell whether a word, or what it is an ending of, is in the dictionary."""
    stems = [small.removesuffix(e) for e in _ENDINGS if small.endswith(e)]
    return any(is_listed(w) or is_listed(w + "e") for w in (small, *stems))


_PLACED: Final = ("in", "near", "around", "outside", "towards", "across")


def _is_place(run: Sequence[Any], doc: Any) -> bool:
    """Tell whether a run of capitals is a large town or a country, which by itself names nobody: spaCy says so and a dictionary has it."""
    if not all(t.ent_type_ in ("GPE", "LOC") for t in run):
        return False
    return all(is_listed(t.text) for t in run)


def _strange(token: Any) -> bool:
    """Tell whether a capitalised word is a name by itself: inside a sentence any proper noun, at its head only one in no dictionary."""
    if (token.text.isupper() and (len(token.text) <= 4 or is_listed(token.text))) or re.fullmatch(r"[A-Z]{2,5}s", token.text):
        return False
    if is_listed(token.text) and token.text.casefold() in _SMALL:
        return False
    begins = token.i == 0 or (not token.nbor(-1).text[-1:].isalnum() and token.nbor(-1).text not in (",", "'", "’", "-", "("))
    if begins:
        return token.pos_ == "PROPN" and not is_listed(token.text) and not is_listed(token.lemma_)
    return token.pos_ == "PROPN" or not is_listed(token.text)
