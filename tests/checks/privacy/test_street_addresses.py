from __future__ import annotations

import polars as pl

from dataqa.checks.privacy._streets import holding_streets, without_streets
from dataqa.findings.parameters import parameters_of

STREETS = ["85 Turner St", "25 Bloomburg Street", "5/2 Charles St", "40 Federation La Ave", "55a Park Road", "129 Charles St",
           "124 Yarra St", "98 Valiant Cr", "6/241 Nicholson Dr", "10 Ocean Blvd."]  # fmt: skip
GERMAN = [
    "Hauptstraße 5",
    "Bahnhofstr. 12a",
    "Am Lindenweg 3",
    "Goetheplatz 1",
    "Schulgasse 7",
    "Mühlenweg 44",
    "Ringstraße 9",
    "Kirchplatz 2",
]


def test_addresses_are_seen_by_their_form(measure):
    found = measure("street-addresses", {"where": [*STREETS, STREETS[0]], "x": range(11)})
    assert [(m.columns, m.about, m.rows.positions.tolist()) for m in found] == [
        (("where",), "street addresses", list(range(1, 10)))
    ]
    assert [m.value for m in measure("street-addresses", {"ort": GERMAN})] == [1.0]


def test_other_texts_with_numbers_are_none(measure):
    texts = [
        "PC 17599",
        "12.0 oz",
        "Room 5",
        "2 Broke Girls",
        "10 Things I Hate",
        "Apollo 13",
        "24160",
        "A/5 21171",
        "St Louis, MO",
        "7 Up",
    ]
    assert measure("street-addresses", {"a": texts, "x": range(10)}) == []


def test_shops_are_nobodys_home(measure):
    places = {"latitude": [-37.79961 - k / 1000 for k in range(10)], "longitude": [144.99842 + k / 1000 for k in range(10)]}
    shops = {
        "store name": [
            f"shop of {word}" for word in ["bread", "cheese", "wine", "fish", "meat", "tea", "shoes", "hats", "books", "toys"]
        ],
        "address": STREETS,
        **places,
    }
    assert measure("street-addresses", shops) == []
    assert (
        len(
            measure(
                "street-addresses",
                {"store name": ["north", "south"] * 5, "customer": list("abcdefghij"), "address": STREETS, **places},
            )
        )
        == 2
    )


def test_exact_coordinates_count_beside_an_address_only(measure):
    places = {"Latitude": [-37.79961 - k / 1000 for k in range(10)], "Longitude": [144.99842 + k / 1000 for k in range(10)]}
    assert measure("street-addresses", places) == []
    found = measure("street-addresses", {"Address": STREETS, **places})
    assert [m.columns for m in found] == [("Address",), ("Latitude", "Longitude")]
    assert [
        m.columns
        for m in measure("street-addresses", {"Address": STREETS, **{k: [round(v, 2) for v in c] for k, c in places.items()}})
    ] == [("Address",)]


def test_addresses_are_worth_a_look(judge):
    assert [(i.severity, i.blocking) for i in judge("street-addresses", {"where": STREETS})] == [("low", False)]


def test_addresses_in_running_text(measure):
    texts = ["please send it to 12 Park Road by noon", "we met in the Hauptstraße 5 last week", "12 days on the road were too long",
             "it stands at 14, rue de la Paix in Paris", "version 12 of the Park was better"] * 12  # fmt: skip
    found = measure("street-addresses", {"letter": [f"{text} ({k} times)" for k, text in enumerate(texts)]})
    assert [(m.about, m.rows.count) for m in found] == [("street addresses in running text", 36)]


def test_addresses_of_many_countries_in_running_text(measure):
    texts = [
        "she lives at Dorpsstraat 12 these days",
        "my address is Kossuth utca 4, thank you",
        "Send it to Rua das Flores 88 please",
        "the office is located at Piroska tér 9",
        "we moved to 17 rue Molière last year",
        "he is posted at PSC 1234, Box 5678",
        "please deliver it to Mannerheimintie 44",
        "the flat is 12 Elm Road Apt. 7 as before",
        "Drottninggatan 5 is the place",
    ]
    found = measure("street-addresses", {"letter": [f"{text} ({k} times)" for k, text in enumerate(texts * 8)]})
    assert [m.value for m in found] == [1.0]


def test_numbers_beside_capitals_are_no_addresses(measure):
    texts = [
        "During 1971, Mayo invested heavily",
        "the Spring 2019 line is sold out",
        "meet me at Gate 12 in an hour",
        "Windows 10 was slow again",
        "he moved to Level 3 of the game",
        "please return to Page 12 of it",
        "Brigade 5 came too late for us",
        "we stop at May 5 with this",
        "stayed 4 nights in Room 512 there",
        "Chapter 5 of the book is good",
        "he lives at home with 2 dogs now",
        "Engineering 101 was fun",
    ]
    assert measure("street-addresses", {"letter": [f"{text} ({k} times)" for k, text in enumerate(texts * 6)]}) == []


POINTS = [f"POINT ({9.12345 + k * 53 % 97 / 901:.6f} {48.12345 + k * 37 % 101 / 901:.6f})" for k in range(60)]


def test_points_in_well_known_text_are_exact_places(measure):
    (found,) = measure("street-addresses", {"home": POINTS, "x": range(60)})
    assert (found.columns, found.about, found.value) == (("home",), "exact coordinates", 1.0)
    (found,) = measure("street-addresses", {"geometry": POINTS, "sex": ["m", "f"] * 30}, protected="sex")
    assert found.columns == ("geometry",)


def test_points_that_are_of_nobody_or_coarse_are_quiet(measure):
    assert measure("street-addresses", {"geometry": POINTS, "height": range(60)}) == []
    coarse = [f"POINT ({9 + k % 10 / 10} {48 + k % 7 / 10})" for k in range(60)]
    areas = [f"POLYGON ((0 0, {k}.123456 1.123456, 1 1, 0 0))" for k in range(60)]
    assert measure("street-addresses", {"home": coarse, "x": range(60)}) == []
    assert measure("street-addresses", {"home": areas, "x": range(60)}) == []


def test_views_of_films_are_no_streets(measure):
    ages = [20 + n % 50 for n in range(60)]
    views = [f"{n + 1}.{n % 9}M views" if n % 3 else f"{n + 100}K views" for n in range(60)]
    assert measure("street-addresses", {"views": views, "age": ages}) == []
    (found,) = measure("street-addresses", {"home": [f"{n + 1} Sea View" for n in range(60)], "age": ages})
    assert found.columns == ("home",)


def test_a_text_is_read_alone_as_it_is_among_others():
    # forms whose words no text has are not looked for
    texts = pl.Series([
        *STREETS, *GERMAN, "12 rue Victor Hugo", "via Roma 12", "Kossuth utca 12", "P.O. Box 12", "PSC 1234, Box 5", "ul. Długa 12",
        "12 Main Apt. 3", "suite 4, 12 Oak Lane", "he lives at 12 Elm Hill 4", "moved to 12 Oak Hill", "meet me at Kings Cross 12",
        "the pump 12 failed", "2 days on the road", "no street",
    ])  # fmt: skip
    streets = parameters_of("streets")
    for among in (holding_streets, without_streets):
        together = among(texts, streets).to_list()
        assert together == [among(texts[place : place + 1], streets)[0] for place in range(len(texts))]
    assert holding_streets(texts, streets).sum() == 26
    assert without_streets(texts, streets)[-6:].to_list() == [
        "he lives at  ", "moved to  ", "meet me at  ", "the pump 12 failed", "2 days on the road", "no street",
    ]  # fmt: skip
