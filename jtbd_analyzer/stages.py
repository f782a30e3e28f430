"""One protocol with one `__call__` per replaceable part, in running order.

A part is a frozen dataclass in the plural folder of the same name: its file name is its name in a recipe, its fields are
its options. Nothing here imports an implementation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from jtbd_analyzer.model import Coding, Quote, Reading, Segment, Source, Transcript

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from jtbd_analyzer.model import Clause
    from jtbd_analyzer.study import Study

    Vectors = NDArray[np.float32]
    Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Interview:
    """A transcript with its participant segments in order: what a coder reads as a whole."""

    transcript: Transcript
    segments: tuple[Segment, ...]


class Loader(Protocol):
    """Reads one family of file formats."""

    def sniff(self, source: Source) -> float:
        """Return how sure it is, 0..1, that the content is of this family."""

    def __call__(self, source: Source) -> Reading:
        """Return the speech of the file; raises InputError where it cannot."""


class Segmenter(Protocol):
    """Cuts participant turns into idea units."""

    def __call__(self, transcript: Transcript) -> tuple[Segment, ...]:
        """Return the segments of one transcript in order; spans hold in its `source_text`."""


class Embedder(Protocol):
    """Turns texts into vectors; the same text gives the same vector whatever stands beside it."""

    def fingerprint(self) -> str:
        """Return what identifies the vectors: model and settings, not machine or batch size."""

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """Return an array (len(texts), dimensions) of unit length rows."""


class Coder(Protocol):
    """Gives every segment of an interview a code or none."""

    def fingerprint(self) -> str:
        """Return what identifies the decisions: training data, weights and settings."""

    def __call__(self, interview: Interview, embed: Callable[[Sequence[str]], Vectors]) -> tuple[Coding, ...]:
        """Return one coding per segment, in the order of the segments."""


@dataclass(frozen=True, slots=True)
class Offers:
    """Clauses that might each stand for a theme, m of them, from the quotes of one family.

    `rows` (m, d) are their unit vectors, `source` (m,) the quote each is from, `rating` (m,) how well each would do as a name,
    about 0..3 (1.5 where nobody has rated it), `claim` (m,) 0..1 how surely it says what its quote is coded for (0.5 where nobody asked).
    """

    rows: NDArray[np.float64]
    source: NDArray[np.int64]
    rating: NDArray[np.float64]
    claim: NDArray[np.float64]

    def of(self, some: Labels, quotes: Labels) -> Offers:
        """Return the clauses at the places `some`, all of them from `quotes` (in rising order), with their source counted among these."""
        import numpy as np

        return Offers(self.rows[some], np.searchsorted(quotes, self.source[some]), self.rating[some], self.claim[some])


class Clusterer(Protocol):
    """Groups the quotes of one family; the same rows in the same order give the same groups."""

    def __call__(self, vectors: NDArray[np.floating], people: Sequence[str] = ()) -> tuple[Labels, NDArray[np.bool_]]:
        """Return a label per row (0.., -1 for none) and which rows were rescued: put to a group though they did not form it.

        `people` says who speaks each row, "" where it is not known; without it nobody is.

        A clusterer may also have `around(vectors, words, offers, people, drawn_from)`, which groups coded quotes around clauses they hold and
        returns labels and, for each label, the place in `offers` of its clause.
        One that has `within(vectors, alone, people)` is asked that for quotes of interviews: `vectors` hold each quote with what stands around it,
        `alone` its own words. It returns the same two.
        """


class Namer(Protocol):
    """Names a theme with words its quotes hold."""

    def __call__(self, quotes: Sequence[Quote], clauses: Mapping[str, Sequence[Clause]], others: Sequence[str],
                 embed: Callable[[Sequence[str]], Vectors]) -> str:
        """Return a statement for `quotes` (most central first); `others` are texts of sibling themes to be told apart from."""


class Insight(Protocol):
    """Makes one table out of a study."""

    def __call__(self, study: Study) -> pd.DataFrame:
        """Return a tidy table; every count is of people and has quote ids beside it."""


class Exporter(Protocol):
    """Writes a study in one form."""

    def __call__(self, study: Study, folder: Path) -> list[Path]:
        """Write into `folder` atomically and return the files written; raises OutputError."""


#: what a notebook or the command line is told as a run goes on: stage, item, done, total
Progress = Callable[[str, str, int, int], None]


def silent(stage: str, item: str, done: int, total: int) -> None:
    """Report nothing."""


Options = Mapping[str, Any]
