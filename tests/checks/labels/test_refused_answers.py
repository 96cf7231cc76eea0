"""Answers that refuse."""

from __future__ import annotations

import pytest
from conversing import answered, answers, questions

REFUSALS = ["I'm sorry, but I can’t assist with that.", "As an AI language model, I do not have feelings.",
            "I cannot provide this.",
            "Sorry, but as an AI I am unable to do so.", "I won't help with this request.",
            "I apologize, but I cannot write that.", "My apologies, but I'm unable to answer.",
            "I'm not comfortable with this request.",
            "Es tut mir leid, aber dabei kann ich nicht helfen.", "Je suis désolé, mais je ne peux pas répondre.",
            "Lo siento, pero no puedo ayudar con eso."]  # fmt: skip
HONEST = ["I'm sorry to hear that your dog is ill.", "Sorry for the delay: here it is.", "You cannot provide water without a pump.",
          "An AI language model predicts the next word.", "I can help with that.",
          "I apologize for the confusion. The sum is 12.", "Es tut mir leid, das zu hören.",
          "Désolé pour le retard, voici la liste.",
          "I apologize for the mistake: a number cannot be divided by zero.", "I'm not going to lie, it was a long day.",
          "Es tut mir leid, das zu lesen. Es kann sein, dass es dir morgen nicht mehr so schwer fällt.",
          "I'm not sure, but the second one is likely.", "Lo siento mucho por la demora."]  # fmt: skip


@pytest.mark.parametrize("said", REFUSALS)
def test_refusals_are_named(measure, said):
    (found,) = measure("refused-answers", answered(lambda text: said))
    assert found.rows.positions.tolist() == [3, 11]


@pytest.mark.parametrize("said", HONEST)
def test_regrets_and_prose_about_models_are_none(measure, said):
    assert measure("refused-answers", answered(lambda text: said)) == []


def test_a_rejected_answer_may_refuse(measure):
    pairs = {"prompt": questions(), "chosen": answers(), "rejected": ["I cannot help with that."] * 20}
    assert measure("refused-answers", pairs) == []


def test_it_is_never_more_than_low(judge):
    (issue,) = judge("refused-answers", answered(lambda text: "I cannot help with that.", tuple(range(20))))
    assert issue.severity == "low"
