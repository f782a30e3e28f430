"""Which language is told, with near misses: short talk, English with names and words of others."""

from __future__ import annotations

import pytest
import talk

from jtbd_analyzer.languages import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Das war nicht gut und wir haben dann die Liste von Hand geschrieben, weil ich sonst nichts hatte und es ist nass geworden. " * 2, "German"),
        ("C'est pas que je voulais changer, mais on avait un classeur et puis il était dans la voiture avec les enfants, alors je l'ai fait. " * 2, "French"),
        ("Pues yo no quería cambiar, pero la carpeta se mojó y ya no era posible, así que me puse con el móvil esa noche porque sí. " * 2, "Spanish"),
        ("To nie jest tak, że ja się na to zgodziłem, ale po prostu było już za późno i co tam, może bo tylko o to mi chodzi dla was. " * 2, "Polish"),
        ("紙のファイルが濡れてしまって、半分の名前が読めなくなりました。それで新しいものを探し始めたんです。", "Japanese"),
        ("Мы вели всё в одной синей папке, а потом она намокла, и половина имён пропала.", "Russian or another language in Cyrillic"),
        ("كنا نكتب كل شيء في دفتر أزرق ثم ابتل الدفتر وضاعت نصف الأسماء", "Arabic or another language in its letters"),
        (" ".join(talk.INTERVIEWS.values()), "English"),
        ("so i had this binder and every friday i would tick off who had paid and my oma said das ist gut and we laughed at it and that was that", "English"),
        ("Ja. Nein. Das ist gut.", ""), ("", ""), ("42 " * 100, ""), ("lorem ipsum dolor sit amet consectetur " * 10, ""),
    ],
)  # fmt: skip
def test_language(text: str, language: str) -> None:
    assert language_of(text) == language


def test_a_foreign_talk_is_run_with_a_warning_that_names_the_language() -> None:
    words = "Das war nicht gut und wir haben dann die Liste von Hand geschrieben, weil ich sonst nichts hatte und es ist auch noch nass geworden."
    made = talk.transcript([("Interviewerin", "Und wie war das?"), ("Befragte", f"{words} {words}")])
    assert any("reads like German" in w for w in made.warnings)
    assert {s.name: s.role for s in made.speakers} == {"Interviewerin": "interviewer", "Befragte": "participant"}
