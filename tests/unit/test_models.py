"""The models are loaded without what a run does not need."""

from __future__ import annotations

import subprocess
import sys

from jtbd_analyzer import models

_LOADS = """
import sys
from jtbd_analyzer import models
tagged = [t.tag_ for t in models.spacy_pipeline()("We paid them twice.")]
import spacy
assert spacy.util.registry._entry_point_factories.entry_points, "others in this process may need them"
print(tagged, sorted({m.partition(".")[0] for m in sys.modules} & {"presidio_analyzer", "tldextract"}))
"""


def test_the_parser_imports_no_parts_that_other_packages_announce() -> None:
    done = subprocess.run([sys.executable, "-c", _LOADS], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['PRP', 'VBD', 'PRP', 'RB', '.'] []"


class Registry:
    """As spaCy's, were it to drop the switch."""


def test_a_registry_without_the_switch_is_left_alone() -> None:
    registry = Registry()
    with models._no_foreign_parts(registry):
        pass
    assert vars(registry) == {}
