"""Progress on a terminal: stage, file, count and time left; silence elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from jtbd_analyzer.stages import Progress, silent

_STAGES = {"read": "Reading", "segment": "Finding sentences", "code": "Coding", "group": "Grouping and naming", "write": "Writing"}


@contextmanager
def progress(quiet: bool = False) -> Iterator[Progress]:
    """Yield what a run is to call as it goes on; shows nothing where standard error is not a terminal or `quiet` is set."""
    if quiet or not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    with Bar(TextColumn("{task.description:<20}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.fields[item]}"),
             console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def tell(stage: str, item: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(_STAGES.get(stage, stage), total=total, item="")
            bar.update(tasks[stage], completed=done, total=total, item=item)

        yield tell
