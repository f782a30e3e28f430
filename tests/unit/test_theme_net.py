"""What the network of grouping and naming was taught by, and what it makes of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from jtbd_analyzer.bank import themed
from jtbd_analyzer.embedders.themes import ThemeEmbedder
from jtbd_analyzer.errors import InputError, ModelError
from jtbd_analyzer.scheme import CODES


class TestExamples:
    def test_every_theme_is_said_by_several_people_and_every_quote_is_of_a_theme_of_its_code_or_of_none(self) -> None:
        studies = themed.studies()
        assert len(studies) >= 50
        for s in studies:
            for theme, (code, words) in s.statements.items():
                own = [q for q in s.quotes if q.theme == theme]
                assert code in CODES, (s.name, theme)
                assert len({q.participant_id for q in own}) >= 3, (s.name, theme)
                assert {q.code for q in own} == {code}, (s.name, theme)
                assert 3 <= len(words.split()) <= 14, (s.name, theme)
            assert {q.theme for q in s.quotes} - {""} == set(s.statements), s.name

    def test_no_quote_stands_twice(self) -> None:
        texts = [q.text for s in themed.studies() for q in s.quotes]
        assert len(texts) == len(set(texts))

    def test_ratings_are_spread_and_some_of_each_are_held_back(self) -> None:
        rated = themed.names()
        assert len(rated) >= 3000
        share = [sum(x.rating >= k for x in rated) / len(rated) for k in (1, 2, 3)]
        assert share[0] < 0.97
        assert 0.3 < share[1] < 0.6
        assert 0.08 < share[2] < 0.3
        assert 0.05 < sum(x.held_back for x in rated) / len(rated) < 0.3
        assert 3 <= sum(s.held_back for s in themed.studies()) <= 15

    def test_a_line_at_fault_is_named(self, tmp_path: Path) -> None:
        bad = tmp_path / "x.jsonl"
        bad.write_text('{"study": "x", "world": "y"}\n{"p": "P01", "code": "joy", "theme": "", "text": "z"}\n', encoding="utf-8")
        with pytest.raises(InputError, match=r"x\.jsonl line 2: must be a study, a theme or a quote"):
            themed.studies([bad])
        names = tmp_path / "names.tsv"
        names.write_text("interview\tcode\trating\tclause\na\tpain\t4\tToo many clicks\n", encoding="utf-8")
        with pytest.raises(InputError, match=r"names\.tsv line 2: rating must be 0 to 3"):
            themed.names(names)


class TestNetwork:
    def test_vectors_are_of_unit_length_and_the_same_whatever_stands_beside(self) -> None:
        embed = ThemeEmbedder()
        texts = ["Nobody knows who has the key", "x", "It takes me all morning to find the right version of the file before I can even begin"]
        rows = embed(texts)
        assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
        assert np.allclose(rows[:1], embed(texts[:1]), atol=1e-5)
        assert embed([]).shape[0] == 0

    def test_it_finds_a_theme_said_in_other_words_more_often_than_the_published_encoder(self) -> None:
        from jtbd_analyzer.embedders.sentence_transformer import SentenceTransformerEmbedder
        from jtbd_analyzer.theme_training import measure

        held = [s for s in themed.studies() if s.held_back]
        ours, published = (measure(e, None, held, ()).precision for e in (ThemeEmbedder(), SentenceTransformerEmbedder()))
        assert ours > published + 0.01

    def test_its_ratings_agree_with_those_of_people_on_clauses_it_has_not_seen(self) -> None:
        from scipy.stats import spearmanr

        embed, held = ThemeEmbedder(), [x for x in themed.names() if x.held_back]
        said = embed.ratings(embed([x.clause for x in held]), [x.code for x in held])
        assert spearmanr(said, [x.rating for x in held]).statistic > 0.5

    def test_a_code_of_somebodys_own_is_rated_too(self) -> None:
        embed = ThemeEmbedder()
        good, bad = embed.ratings(embed(["I never know which version is the current one", "On the Tuesday"]), ["uncoded", "uncoded"])
        assert good > bad

    def test_a_missing_file_is_named(self) -> None:
        with pytest.raises(ModelError, match=r"alike\.weights: must be 'themes' or a file"):
            ThemeEmbedder("nowhere").fingerprint()


class TestTraining:
    def test_the_same_seed_gives_the_same_weights_and_they_come_back_from_a_file(self, tmp_path: Path) -> None:
        from jtbd_analyzer import theme_net, theme_training

        study = themed.studies()[0]
        rated = themed.names()[:80]
        plan = theme_training.Plan(epochs=1, threads=1)
        first, second = (theme_training.train([study], rated, theme_net.Shape(frozen_layers=5), plan) for _ in range(2))
        texts = [q.text for q in study.quotes[:5]]
        assert np.allclose(first.vectors(texts), second.vectors(texts), atol=1e-6)
        theme_net.save(first, tmp_path / "w.safetensors", theme_training.about(first.shape, plan, None))
        back, about = theme_net.restore(tmp_path / "w.safetensors")
        assert about["made_by"] == "jtbd train --themes"
        assert np.allclose(back.vectors(texts), first.vectors(texts), atol=1e-2)
        assert np.allclose(back.ratings(back.vectors(texts), [""] * 5), first.ratings(first.vectors(texts), [""] * 5), atol=0.05)
