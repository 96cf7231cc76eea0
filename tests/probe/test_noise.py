"""How many labels are wrong: made-up predictions with known noise."""

from __future__ import annotations

import numpy as np
import pytest

from dataqa.probe.noise import class_noise, most_likely_wrong
from dataqa.probe.normal import NormalScores
from dataqa.probe.residuals import number_noise


def made(n, up, down, seed=0, classes=2):
    """Return what a perfect model of noisy labels predicts, the labels, and which are wrong."""
    random = np.random.default_rng(seed)
    s = random.normal(0, 4, n)
    true = random.random(n) < 1 / (1 + np.exp(-s))
    wrong = random.random(n) < np.where(true, down, up)
    q = 1 / (1 + np.exp(-s))
    p = up * (1 - q) + (1 - down) * q
    return np.stack([1 - p, p], axis=1), (true ^ wrong).astype(np.int64), wrong


@pytest.mark.parametrize(("up", "down"), [(0.1, 0.1), (0.25, 0.25), (0.0, 0.3)])
def test_the_rate_lies_in_its_interval(up, down):
    predicted, given, wrong = made(2000, up, down)
    found = class_noise(predicted, given)
    assert found.interval[0] - 0.01 <= wrong.mean() <= found.interval[1] + 0.01
    assert found.wrong[wrong].mean() > 4 * found.wrong[~wrong].mean()
    assert found.rate == pytest.approx(found.wrong.mean())


@pytest.mark.parametrize("seed", range(5))
def test_no_noise_is_none(seed):
    predicted, given, _ = made(2000, 0.0, 0.0, seed)
    found = class_noise(predicted, given)
    assert found.interval[0] == 0
    assert found.rate < 0.01


def test_three_classes():
    random = np.random.default_rng(0)
    true = random.integers(0, 3, 1500)
    wrong = random.random(1500) < 0.15
    given = np.where(wrong, (true + random.integers(1, 3, 1500)) % 3, true)
    predicted = np.full((1500, 3), 0.075)
    predicted[np.arange(1500), true] = 0.85
    predicted = predicted * np.exp(random.normal(0, 0.3, (1500, 3)))
    predicted /= predicted.sum(axis=1, keepdims=True)
    found = class_noise(predicted, given)
    assert found.interval[0] - 0.02 <= wrong.mean() <= found.interval[1] + 0.02
    assert found.wrong[wrong].mean() > 0.5 > 0.1 > found.wrong[~wrong].mean()


def test_one_class_has_no_noise():
    assert class_noise(np.array([[1.0, 0.0]] * 30), np.zeros(30, dtype=np.int64)).rate == 0


def test_as_many_are_named_as_is_worth_it():
    assert most_likely_wrong(np.array([0.1, 0.9, 0.8, 0.01])).tolist() == [1, 2]
    assert most_likely_wrong(np.zeros(3)).tolist() == []
    assert most_likely_wrong(np.empty(0)).tolist() == []


@pytest.mark.parametrize("share", [0.0, 0.05, 0.2])
def test_numbers(share):
    random = np.random.default_rng(1)
    true = random.normal(0, 1, 2000)
    given = true + random.standard_t(3, 2000) * 0.2
    wrong = random.random(2000) < share
    given[wrong] = random.permutation(given)[: wrong.sum()]
    found = number_noise(true, given)
    # heavy tails explain a part of the wrong ones: the estimate errs towards few
    assert 0.4 * share <= found.rate <= 1.2 * share + 0.005
    assert found.interval[0] <= share
    assert (found.clean > 0.5) == (share == 0)


def test_the_order_of_the_rows_changes_nothing():
    random = np.random.default_rng(2)
    predicted, given, _ = made(800, 0.1, 0.1)
    order = random.permutation(800)
    assert class_noise(predicted[order], given[order]).wrong == pytest.approx(class_noise(predicted, given).wrong[order])
    numbers, truth = predicted[:, 1], random.normal(size=800)
    assert number_noise(numbers[order], truth[order]).wrong == pytest.approx(number_noise(numbers, truth).wrong[order])


def test_normal_scores_know_no_unit_and_no_wild_value():
    values = np.array([1.0, 2.0, 2.0, 3.0, 1e12])
    scale = NormalScores(values)
    scores = scale.scores(values)
    assert scores[1] == scores[2] < scores[3] < scores[4] == -scores[0]
    assert NormalScores(values * 7 + 1).scores(values * 7 + 1) == pytest.approx(scores)
    assert scale.numbers(scores) == pytest.approx(values)
    assert scale.scores(np.array([-5.0, 1e15])).tolist() == [scores[0], scores[4]]
