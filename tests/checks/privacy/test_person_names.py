from __future__ import annotations

import datetime as dt

FULL = ["Kelly, Mr. James", "Wilkes, Mrs. James (Ellen Needs)", "Myles, Mr. Thomas", "Wirz, Mr. Albert", "Caldwell, Mr. Albert",
        "Howard, Miss. May", "Ilieff, Mr. Ylio", "Khalil, Mr. Betros", "Snyder, Mrs. John", "Corey, Mrs. Percy"]  # fmt: skip
PLAIN = ["miguel hernandez", "kevin dixon", "marsha miles", "edward riddle", "steven stewart", "rhonda smith", "robert garcia",
         "john velez", "daniel perez", "mary roy"]  # fmt: skip
BEERS = ["Pub Beer", "Devil's Cup", "Rise of the Phoenix", "Sinister", "Sex and Candy", "Black Exodus", "Lake Street Express",
         "Foreman", "Jade", "Cone Crusher"]  # fmt: skip
FIRMS = ["Callahan Eye Foundation", "Marshall Medical Center", "Baptist Hospital", "Crenshaw Community", "Cherokee Regional",
         "Fayette Medical", "Hartselle Clinic", "Mizell Memorial", "Georgiana Hospital", "Andalusia Regional"]  # fmt: skip
CITIES = ["San Jose", "St. Louis", "New York", "Santa Maria", "Los Angeles", "Salt Lake City", "Grand Rapids", "Fort Wayne",
          "El Paso", "Des Moines"]  # fmt: skip


def test_full_names_single_out_their_rows(measure):
    for names in (FULL, PLAIN):
        found = measure("person-names", {"name": [*names[:9], None], "x": range(10)})
        assert [(m.columns, m.about, m.value, m.rows.positions.tolist()) for m in found] == [
            (("name",), "people's full names", 0.9, list(range(9)))
        ]


def test_other_things_have_names_too(measure):
    frame = {"name": FIRMS, "beer_name": BEERS, "city": CITIES, "product name": BEERS[::-1], "title": CITIES[::-1]}
    assert measure("person-names", frame) == []


def test_people_are_seen_in_a_column_that_does_not_say_so(measure):
    assert [m.columns for m in measure("person-names", {"seller": PLAIN, "x": range(10)})] == [("seller",)]


def test_first_and_last_beside_each_other(measure):
    first, last = zip(*(name.split() for name in PLAIN), strict=True)
    assert [(m.columns, m.about) for m in measure("person-names", {"first": first, "last": last})] == [
        (("first",), "first names"), (("last",), "last names"),
    ]  # fmt: skip
    assert measure("person-names", {"last": last, "x": range(10)}) == []


def test_public_and_made_up_names_count_where_they_stand_alone(measure):
    found = measure("person-names", {"author": PLAIN[:8] * 2 + PLAIN[8:], "x": range(18)})
    assert [(m.about, m.rows.positions.tolist()) for m in found] == [("people's full names", [16, 17])]
    users = [
        "SlimShadyPG",
        "Emma Halbrook",
        "Damax",
        "xSparkShark",
        "TheFegi12",
        "alanluna3",
        "rolle54100",
        "Miix_MC",
        "NoName",
        "Kenster",
    ]
    assert [(m.about, m.value) for m in measure("person-names", {"username": users})] == [("user names", 1.0)]
    assert measure("person-names", {"user": [f"U{k}" for k in range(20)]}) == []


def test_dates_of_birth(measure):
    born = [dt.datetime(1980, 1, 1) + dt.timedelta(days=37 * (k // 2 if k < 4 else k)) for k in range(30)]
    found = measure("person-names", {"dob": born, "x": range(30)})
    assert [(m.columns, m.about, m.rows.count) for m in found] == [(("dob",), "dates of birth", 26)]


def test_severity_follows_how_many_are_singled_out(judge):
    issues = judge("person-names", {"name": FULL * 2, "author": PLAIN[:9] * 2 + PLAIN[8:]})
    assert [(i.columns, i.severity, i.blocking) for i in issues] == [(("name",), "medium", True), (("author",), "low", False)]


def test_names_of_many_scripts_in_a_column_that_does_not_say_so(measure):
    for names in (
        ["王小明", "李娜", "张伟", "刘洋", "陈静", "杨帆", "黄磊", "赵敏"],
        ["김영미", "이현지", "박정남", "최은주", "정민수", "강지훈", "조성민", "윤서연"],
        ["Иванова Мария Петровна", "Смирнов Олег Ильич", "Петров Иван Сергеевич", "Попова Анна Львовна"] * 2
        + ["Козлов Пётр Ильич", "Лебедева Ольга Юрьевна", "Новиков Глеб Олегович", "Соколова Вера Павловна"],
        [
            "Rahul Sharma",
            "Fatima Khan",
            "Mehmet Yılmaz",
            "Kwame Mensah",
            "Sofía García",
            "Agnieszka Nowak",
            "Jeroen de Vries",
            "Yuki Tanaka",
        ],
    ):
        assert [m.columns for m in measure("person-names", {"c1": names, "x": range(len(names))})] == [("c1",)]


def test_names_are_told_by_the_words_beside_them(measure):
    texts = [
        "my name is Rubija and I call again",
        "we met Quirin B. Tasselhof at noon",
        "Zdravka Petković sent the papers",
        "Oluf Brage said that it was late",
        "it was sung by Tassilo Quent once",
        "Hi Anneke, how are you today?",
        "why does Gladys never write to us",
        "Kurt asked for the bill twice",
        "the letter of Halldóra Jónsdóttir came",
        "Mr. Leiva flew home on Tuesday",
        '"I am glad of it," says Hartvigsson',
        "we leave it to our daughter Selma",
        "some people call me Csanád",
        "i have spoken to naomi ryan again",
        "dear magdalena, the parcel is here",
        "Jacob lives on 90 Whitchurch Road",
    ]
    found = measure("person-names", {"letter": [f"{text}, note {k}" for k, text in enumerate(texts * 8)]})
    assert [(m.kind, m.value) for m in found] == [("prose", 1.0)]


def test_capitals_that_are_no_names_are_quiet(measure):
    texts = [
        "the Data Resources Group said nothing",
        "we flew to Los Angeles and San Diego",
        "Vitamin C is good for you I think",
        "Summer was warm and Hope was gone",
        "New York is a city of many lights",
        "the Russell Investments report is out",
        "Hi all, how are you today?",
        "File name: Report of the year",
        "Alaska and Nebraska are far away",
        "Great Deal of the week for everyone",
        "Dear Mr. and Mrs., how are you",
        '"It is late," said the Times',
        "call me Monday at noon or later",
        "our partner Google was not there",
        "i am frank with you: this is grace",
        "the price of bread is mark up",
    ]
    assert measure("person-names", {"letter": [f"{text}, note {k}" for k, text in enumerate(texts * 8)]}) == []


def test_names_in_running_text_are_for_information(judge):
    texts = ["I spoke to Dr. Weber about the order today", "please ask Maria Gonzalez from the office",
             "nothing was said of it all day long",
             "the Marshall Islands are far away from here", "he lives at 12 Anna Road near the old mill"] * 12  # fmt: skip
    texts = [f"{text}, note {k}" for k, text in enumerate(texts)]
    issues = judge("person-names", {"letter": texts})
    assert [(i.severity, i.rows.count, i.title) for i in issues] == [("info", 24, "`letter` mentions people by name in 24 rows")]
