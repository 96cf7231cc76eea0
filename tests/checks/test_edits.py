import pytest

from dataqa.checks._edits import near_words, one_edit
from dataqa.checks.spellings import decoded


@pytest.mark.parametrize("wrong", ["star", "starre", "stark", "satre"])
def test_one_letter_less_more_other_or_swapped_is_one_edit(wrong):
    assert one_edit([wrong], ["stare"]) == {(wrong, "stare", 1)}


@pytest.mark.parametrize("other", ["stare", "sptre", "tsaer", "stork"])
def test_the_same_text_and_two_edits_are_none(other):
    assert one_edit([other], ["stare"]) == set()


def test_near_words_carry_their_distance():
    assert near_words(["hamubrg", "hmburgo", "homburg"], ["hamburg"], 4) == {
        "hamubrg": [(1, "hamburg")],
        "homburg": [(1, "hamburg")],
    }


@pytest.mark.parametrize(
    ("broken", "meant"),
    [
        ("MÃ¼nchen", "München"), ("doÄŸan", "doğan"), ("Ã¥ke", "åke"), ("â‚¬", "€"), ("Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "привет"),
        ("MÃƒÂ¼nchen", "München"),  # twice
        ("Ã la carte", "à la carte"),  # a no-break space became a blank since
    ],
)  # fmt: skip
def test_what_a_wrong_encoding_broke_is_read_again(broken, meant):
    assert decoded(broken) == meant


@pytest.mark.parametrize("honest", ["München", "Ñandú", "São Paulo", "à la carte", "Đà Nẵng", "Ã", "12 °C", "£5 – £10", "東京"])
def test_a_text_that_was_read_right_stays(honest):
    assert decoded(honest) == honest
