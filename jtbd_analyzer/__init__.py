"""Customer interviews to evidence: what a notebook needs.

>>> from jtbd_analyzer import analyze
>>> study = analyze("data/samples")          # doctest: +SKIP
>>> study.themes[["statement", "n_of_N"]]    # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jtbd_analyzer.excerpts import find_themes
    from jtbd_analyzer.pipeline import analyze
    from jtbd_analyzer.recipe import Recipe
    from jtbd_analyzer.study import Study
    from jtbd_analyzer.transcripts import load

__all__ = ["Recipe", "Study", "analyze", "find_themes", "load"]

_FROM = {"analyze": "pipeline", "find_themes": "excerpts", "Recipe": "recipe", "Study": "study", "load": "transcripts"}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for, so that importing the package costs nothing."""
    if name in _FROM:
        import importlib

        return getattr(importlib.import_module(f"jtbd_analyzer.{_FROM[name]}"), name)
    raise AttributeError(f"module 'jtbd_analyzer' has no attribute {name!r}")
