"""JSON of a file, whole or one record a line, and the record that holds the talk. Not a loader itself."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from jtbd_analyzer.errors import InputError, came
from jtbd_analyzer.model import Source

_OPENS: Final = re.compile(r'\s*(?:\{\s{0,200}["}]|\[\s{0,200}(?:["{\[\]]|-?\d{1,40}(?:\.\d{1,40})?\s{0,200}[,\]]|(?:true|false|null)\b|$))')


def looks_like_json(source: Source) -> bool:
    """Return whether the file is text that opens as JSON does."""
    return _OPENS.match(source.text or "") is not None


def parse(source: Source) -> Any:
    """Return the data of the file, the records of JSON lines as a list; raises InputError, which says what is wrong."""
    text = source.text or ""
    try:
        return json.loads(text)
    except RecursionError as error:
        raise InputError(f"{source.path.name}: must be JSON of ordinary depth; got one nested too deep. Export it again.") from error
    except ValueError as error:
        lines = [x for x in text.split("\n") if x.strip()]
        if len(lines) > 1 and all(x.lstrip().startswith("{") and x.rstrip().endswith("}") for x in lines):
            try:
                return [json.loads(x) for x in lines]
            except (ValueError, RecursionError):
                pass
        raise InputError(f"{source.path.name}: must be JSON; got {_met(error)}. Export it again.") from error


def _met(error: ValueError) -> str:
    """Return what stands where JSON should go on; beside breaks there are only whole numbers longer than Python reads."""
    return came(error) if isinstance(error, json.JSONDecodeError) else "a number of too many digits"


def parsed_or_none(source: Source) -> Any:
    """Return the data of the file, or None where it is not JSON that can be read."""
    if not looks_like_json(source):
        return None
    try:
        return parse(source)
    except InputError:
        return None
