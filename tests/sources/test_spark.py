"""Frames of Spark against Spark itself on two local cores; without PySpark or Java they are skipped."""

from __future__ import annotations

import os
import shutil
import sys

import numpy as np
import pandas as pd
import pytest

import dataqa
from dataqa.errors import SourceError
from dataqa.sources import load

pytest.importorskip("pyspark", reason="PySpark is not installed")
if shutil.which("java") is None:
    pytest.skip("Java is not installed", allow_module_level=True)
pytestmark = pytest.mark.filterwarnings("ignore")

DRAW = np.random.default_rng(7)
ROWS = 30_000


@pytest.fixture(scope="module")
def spark():
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.maxResultSize": "20m",  # who collects more than that fails
        "spark.sql.session.timeZone": "UTC",
    }
    builder = SparkSession.builder.master("local[2]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    made = tmp_path_factory.mktemp("spark") / "rows.parquet"
    rows = pd.DataFrame(
        {
            "customer": np.arange(ROWS) // 3,
            "age": DRAW.integers(18, 80, ROWS),
            "spent": DRAW.gamma(2, 50, ROWS).round(2),
            "color": DRAW.choice(["red", "green", "blue", None], ROWS),
        }
    )
    rows["left"] = (rows["age"] + DRAW.normal(0, 10, ROWS) > 50).astype(int)
    pd.concat([rows, rows.head(2_000)], ignore_index=True).to_parquet(made, index=False)
    return made


def test_the_sample_is_that_of_the_file(spark, path):
    ours = load(path, budget=400_000.0, apart=["left"])
    table = load(spark.read.parquet(str(path)), budget=400_000.0, apart=["left"])
    assert (table.seen, table.rows, table.positions) == (ROWS + 2_000, ours.rows, None)
    order = ["customer", "age", "spent", "left"]
    assert table.frame.sort(order).equals(ours.frame.sort(order))
    assert table.notes[0].startswith(f"a sample of {ours.rows:,} of 32,000 rows, chosen by a hash of their content")


def test_the_same_findings_where_all_rows_fit(spark, path):
    there = dataqa.audit(spark.read.parquet(str(path)).limit(3_000), "left", as_of="2026-06-30")
    here = dataqa.audit(pd.read_parquet(path).head(3_000), "left", as_of="2026-06-30")
    assert [(i.id, i.value, i.rows and i.rows.count) for i in there.issues] == [
        (i.id, i.value, i.rows and i.rows.count) for i in here.issues
    ]
    assert (there.score, there.record.dataset.seen) == (here.score, None)


def test_what_is_larger_than_the_driver_is_never_collected(spark):
    frame = spark.range(2_000_000).selectExpr("id", "repeat(cast(id as string), 6) as name", "id % 7 as day")
    with pytest.raises(Exception, match="maxResultSize"):
        frame.toArrow()
    table = load(frame, budget=1e6)
    assert table.seen == 2_000_000
    assert 0.4e6 < sum(len(name) + 32 for name in table.frame.get_column("name")) < 1e6


def test_what_spark_cannot_compute_is_said(spark):
    frame = spark.range(10).selectExpr("if(id > 5, raise_error('no such day'), id) as id")
    with pytest.raises(SourceError, match="Spark DataFrame cannot be read"):
        load(frame)


def test_a_frame_without_rows(spark):
    assert load(spark.range(10).where("id > 20")).rows == 0
