"""What the name of a column tells: words that say id, time, split, or a group of people."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import combining, normalize

from dataqa.sources.name_words import TIMES as TIMES
from dataqa.sources.name_words import words_of as words_of

# fmt: off
IDS = frozenset(
    {"id", "ids", "uid", "uuid", "guid", "pid", "key", "index", "idx", "rownames", "rowid", "serial", "nr", "no", "num", "number",
     "code", "isbn", "issn", "ean", "gtin", "upc", "imei", "imsi", "iban", "asin", "doi", "orcid"}
)
"""Words that name an identifier. The weak ones need more than their name: see `WEAK_IDS`."""
ENTITIES = frozenset(
    {"subject", "subj", "patient", "participant", "respondent", "person", "individual", "animal", "child", "student", "pupil",
     "customer", "client", "user", "member", "household", "family", "donor", "driver", "employee", "worker", "player", "device",
     "machine", "sensor", "vehicle", "speaker", "volunteer", "mouse", "rat", "monkey"}
)
"""Words that alone name a column whose codes say which person, animal or household a row is about."""
STUDIED = frozenset(
    {"subject", "subj", "patient", "participant", "speaker", "volunteer", "respondent", "animal", "mouse", "rat", "monkey"}
)
"""Whom a study is about: few of them have many rows each."""
_OWNERS = ENTITIES | {
    "school", "class", "teacher", "hospital", "doctor", "store", "shop", "product", "item", "order", "account", "loan", "device",
    "machine", "session", "trip", "case", "sample", "study", "site", "company", "firm", "movie", "book", "station", "plot", "group",
}
WEAK_IDS = frozenset({"no", "num", "number", "nr", "code", "key", "index", "idx", "serial"})
LEFT_OVER = re.compile(r"(?i)^(?:unnamed: ?\d+|column 1|\.\.\.1|level_0|index|row_?names?|row_?(?:index|number|nr|no))$")
"""Names that programs give to an index which they save as a column."""
DAYS = frozenset({"date", "datum", "fecha", "dt", "datetime", "timestamp"})
"""Words of times that a spreadsheet keeps as day numbers."""
NOT_ROW_TIMES = frozenset(
    {"birth", "dob", "birthday", "born", "expiry", "expires", "due", "built", "blt", "remod", "founded", "established", "valid",
     "end", "until", "model", "make", "veh", "vehicle", "manufactured", "manufacture"}
)
"""Words of times that are a property of the thing, and not the time when the row came to be."""
PLACES = frozenset(
    {"zip", "zipcode", "postcode", "postcodes", "postal", "postalcode", "plz", "postleitzahl", "cep", "pincode", "eircode", "psc",
     "postnummer", "codepostal", "zcta"}
)
"""Words of postcodes: they name places, and no rows."""
EVENTS = frozenset(
    {"event", "status", "death", "died", "dead", "deceased", "censored", "censor", "relapse", "recurrence", "failure", "failed"}
)
"""Words of flags that say whether something happened while it was watched for."""
SURVIVALS = frozenset({"survival", "followup", "futime", "fu", "tte", "dfs", "pfs"})
DURATIONS = (frozenset({"time"}), frozenset({"duration"}), frozenset({"t"}), frozenset({"follow", "up"}))
UNITS_OF_TIME = frozenset({"time", "days", "weeks", "months", "years", "in", "d", "to", "until", "of"})
"""Words of the time until then: the first say so alone, the second with units of time at most; units alone are a term or an age."""
GRADES = frozenset({"level", "grade", "stage", "rank", "severity", "degree", "band", "tier"})
"""Words of columns whose whole numbers are steps."""
COORDINATES = frozenset({"lat", "latitude", "lon", "lng", "long", "longitude"})
RATINGS = frozenset(
    {"rating", "ratings", "stars", "star", "score", "grade", "satisfaction", "quality", "overall", "review", "likert"}
)
"""Words of columns of which whole numbers up to ten are somebody's opinion."""
WEIGHTS = ("sampleweight", "samplingweight", "surveyweight", "caseweight", "rowweight", "finalweight", "fnlwgt", "pweight", "perwt",
           "hhwt", "iptw", "personweight", "expansionfactor", "importanceweight")
WEIGHED = frozenset({"sample", "survey", "case", "row", "final"})
"""Names of columns, and words beside "weight", that say how many a row stands for."""
YEARS = frozenset({"year", "yr", "jahr", "annee", "ano", "anno"})
COUNTS = frozenset(
    {"n", "num", "number", "count", "counts", "cnt", "total", "sum", "qty", "quantity", "amount", "anzahl", "nombre", "cantidad",
     "rooms", "bedrooms", "bathrooms", "floors", "children", "kids", "siblings", "dependents", "pregnancies", "visits", "goals",
     "points", "hours", "minutes", "seconds", "days", "weeks", "months", "years", "price", "income", "weight", "height", "length",
     "width", "size", "distance", "temperature", "speed"}
)
"""Words of columns that count or measure, so that their whole numbers are no codes."""
CODES = frozenset(
    {"type", "typ", "kind", "class", "pclass", "category", "cat", "kategorie", "categoria", "categorie", "code", "cluster",
     "segment", "region", "district", "sector", "zone", "ward", "branch", "department", "dept", "occupation", "occup", "marital",
     "race", "ethnicity", "religion", "sex", "gender", "nationality", "language", "brand", "species", "breed", "colour", "color",
     "fips", "naics", "nace", "isco", "msa",
     "weekday", "dow", "dayofweek", "month", "monat", "mois", "mes", "quarter", "season", "treatment", "strata", "stratum"}
)
"""Words of columns that name categories: their whole numbers are codes, however many these are."""
CATEGORIES = frozenset(
    {"group", "grp", "level", "grade", "status", "stage", "state", "method", "mode", "band", "bin", "tier", "rank", "rating",
     "stars", "quality", "satisfaction", "agreement", "importance", "education", "educ", "edu", "edlevel", "subject",
     "visit", "period", "wave", "round", "session", "trial", "label", "model", "version"}
)
"""Words of columns that often name categories: their few whole numbers are codes where they lie close together."""
AGES = frozenset({"age", "ages", "edad", "idade", "alter", "leeftijd", "wiek"})
SPLIT_VALUES = frozenset(
    {"train", "training", "test", "testing", "valid", "validation", "val", "dev", "eval", "holdout"}
)

_PEOPLE: tuple[tuple[str, frozenset[str]], ...] = (
    ("sex", frozenset({"sex", "gender", "gndr", "geschlecht", "sexe", "genero", "sexo", "sesso", "geslacht", "cinsiyet", "pohlavi",
                       "plec", "пол", "性别", "性別", "성별"})),
    ("race", frozenset({"race", "ethnicity", "ethnic", "ethnie", "etnia", "raza", "raca", "racial", "hispanic", "latino", "caste",
                        "minority", "民族"})),
    ("age", frozenset({"age", "dob", "birthdate", "birthday", "senior", "edad", "idade", "leeftijd", "wiek", "yas", "возраст",
                       "年龄", "年齢", "나이", "연령"})),
    ("marital status", frozenset({"marital", "marriage", "married", "familienstand", "婚姻状况", "婚姻"})),
    ("religion", frozenset({"religion", "faith", "religious", "konfession", "religione", "religiao", "宗教"})),
    ("disability", frozenset({"disability", "disabled", "handicap", "behinderung", "discapacidad"})),
    ("nationality", frozenset({"nationality", "citizenship", "immigrant", "foreigner", "nationalitat", "staatsangehorigkeit",
                               "nationalite", "nacionalidad", "nacionalidade", "nazionalita", "国籍"})),
    ("sexual orientation", frozenset({"lgbt", "lgbtq"})),
    ("pregnancy", frozenset({"pregnant", "pregnancy"})),
)
_JOINED = {
    "seniorcitizen": "age", "maritalstatus": "marital status", "estadocivil": "marital status", "statocivile": "marital status",
    "etatcivil": "marital status", "nativecountry": "nationality", "countryofbirth": "nationality", "birthcountry": "nationality",
    "foreignworker": "nationality", "foreignborn": "nationality", "sexualorientation": "sexual orientation",
}
_WEAK = frozenset({"sex", "sexe", "sexo", "sesso", "geschlecht", "geslacht", "pohlavi", "пол", "handicap"})
_WEAK_KINDS = frozenset({"age", "pregnancy"})
_PLAIN = frozenset(
    {"in", "at", "of", "the", "upon", "is", "years", "year", "yrs", "months", "group", "band", "bin", "range", "class", "cat",
     "category", "code", "cd", "desc", "status", "birth", "admission", "diagnosis", "enrollment", "enrolment", "entry", "baseline",
     "interview", "intake", "exam", "visit", "first", "patient", "customer", "client", "applicant", "person", "employee", "student",
     "respondent", "driver", "user", "head", "household", "mother", "father", "child", "identity", "ethnicity"}
)
"""Words that may stand beside those of people in a name of three words or more: "age at admission"."""
_THINGS = frozenset(
    {"ratio", "house", "home", "housing", "building", "property", "car", "vehicle", "account", "company", "firm", "tree", "machine",
     "mean", "avg", "average", "median", "rate", "count", "diff", "score", "id", "ids", "time", "distance", "round", "result", "no",
     "number", "num", "license", "licence"}
)
"""Words that say that a name speaks of something else: "house age", "sex ratio", "race id"."""
PEOPLE_AROUND = frozenset(
    {"job", "occupation", "profession", "salary", "wage", "employee", "patient", "customer", "applicant", "smoker", "spouse",
     "pregnancies", "children", "beruf", "gehalt"}
)
"""Words of other columns that say that the rows are people."""
ANIMALS_AROUND = frozenset({"breed", "species", "animal", "flipper", "litter", "herd", "wing", "hatch"})
_MALE = frozenset({"male", "man", "men", "masculine", "mannlich", "homme", "hombre", "masculino", "uomo", "maschio", "mann", "男"})
_FEMALE = frozenset(
    {"female", "woman", "women", "feminine", "weiblich", "femme", "mujer", "femenino", "feminino", "donna", "frau", "女"}
)
_MARITAL = frozenset(
    {"married", "divorced", "widowed", "unmarried", "verheiratet", "geschieden", "ledig", "verwitwet", "casado", "casada",
     "soltero", "soltera", "divorciado", "divorciada", "marie", "mariee", "celibataire", "divorce", "divorcee"}
)
_RACES = frozenset({"caucasian", "hispanic", "latino", "latina"})
_ORIGINS = frozenset({"white", "black", "asian", "african", "native"})
_FAITHS = frozenset({"christian", "muslim", "hindu", "jewish", "buddhist", "sikh", "catholic", "protestant", "atheist"})
# fmt: on


def says_id(name: str) -> bool:
    """Return whether the last word of a column's name says identifier, also in one word with its owner: ``patientid``."""
    last = words_of(name)[-1:]
    return bool((IDS - WEAK_IDS) & set(last)) or any(word.endswith("id") and word[:-2] in _OWNERS for word in last)


def is_postcode(name: str) -> bool:
    """Return whether a column's name says postcode."""
    words = words_of(name)
    return bool(PLACES & {*words, *("".join(words[at : at + 2]) for at in range(len(words)))})


def protected_kind(name: str) -> str | None:
    """Return which property of people a column's name speaks of, or None.

    Parameters
    ----------
    name : str
        Of the column, in one of several languages.

    Returns
    -------
    str or None
        ``"sex"``, ``"race"``, ``"age"`` …
    """
    words = _plain_words(name)
    joined = "".join(words)
    if joined in _JOINED:
        return _JOINED[joined]
    if set(words) & _THINGS:
        return None
    known = [(kind, word) for kind, names in _PEOPLE for word in words if word in names]
    # "age of the house": with more than two words the others must be such as stand beside an age
    if not known or (len(words) > 2 and any(word not in _PLAIN for word in words if word != known[0][1])):
        return None
    return known[0][0]


def surely_people(name: str) -> bool:
    """Return True where the name speaks of a property that only people have: animals and concrete have an age, too."""
    kind, words = protected_kind(name), set(_plain_words(name))
    return kind is not None and kind not in _WEAK_KINDS and not words & _WEAK


def kinds_of_values(values: Iterable[str]) -> tuple[str, ...]:
    """Return which properties of people the few values of a column name: of "male" and "female" ``("sex",)``."""
    seen = [set(_plain_words(value)) for value in values]
    every: set[str] = set().union(*seen)
    found = []
    if any(words & _MALE for words in seen) and any(words & _FEMALE for words in seen):
        found.append("sex")
    if len(every & _MARITAL) >= 2:
        found.append("marital status")
    if every & _RACES and len(every & (_RACES | _ORIGINS)) >= 2:
        found.append("race")
    if len(every & _FAITHS) >= 2:
        found.append("religion")
    return tuple(found)


def _plain_words(text: str) -> tuple[str, ...]:
    """Return the words of a text without accents."""
    bare = "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
    return words_of(bare.replace("ł", "l").replace("Ł", "L"))
