"""Databases: files of SQLite and DuckDB, and queries to a server."""

import sqlite3
from contextlib import closing

import pytest

from dataqa.errors import CallError, SourceError
from dataqa.sources import load
from dataqa.sources.databases import is_address

ROWS = [(1, "x"), (2, "y"), (3, None)]


@pytest.fixture
def base(tmp_path):
    path = tmp_path / "a.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute('CREATE TABLE "some ""rows""" (a INTEGER, b TEXT)')
        connection.executemany('INSERT INTO "some ""rows""" VALUES (?, ?)', ROWS)
        connection.commit()
    return path


def test_the_one_table_of_a_file(base):
    assert load(base).frame.rows() == ROWS


def test_a_query(base):
    told = load(base, query='SELECT b, a FROM "some ""rows""" WHERE a > 1')
    assert (told.frame.columns, told.frame.rows()) == (["b", "a"], [("y", 2), (None, 3)])
    assert load(f"sqlite:///{base}", query='SELECT a FROM "some ""rows"""').rows == 3


def test_through_sqlalchemy(base):
    pytest.importorskip("sqlalchemy")
    table = load(f"sqlite+pysqlite:///{base}", query='SELECT * FROM "some ""rows"""')
    assert table.frame.rows() == ROWS


def test_a_file_is_never_written(base):
    before = base.read_bytes()
    with pytest.raises(SourceError, match="readonly"):
        load(base, query='DELETE FROM "some ""rows"""')
    assert base.read_bytes() == before


def test_several_tables_need_a_query(base):
    with closing(sqlite3.connect(base)) as connection:
        connection.execute("CREATE TABLE other (a)")
    with pytest.raises(CallError, match=r"holds the tables .*'other'.*: name one with query="):
        load(base)


def test_a_table_by_its_name(base):
    assert load(base, query='some "rows"').frame.rows() == ROWS
    with pytest.raises(CallError, match=r"has no table 'some_rows'\. Did you mean 'some \"rows\"'"):
        load(base, query="some_rows")


def test_duckdb(tmp_path):
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect(str(tmp_path / "a.duckdb")) as connection:
        connection.execute("CREATE TABLE t AS SELECT 1 AS a, 'x' AS b UNION ALL SELECT 2, 'y' ORDER BY a")
    assert load(tmp_path / "a.duckdb").frame.rows() == load(tmp_path / "a.duckdb", query="t").frame.rows() == ROWS[:2]
    (tmp_path / "b.duckdb").write_bytes(b"no")
    with pytest.raises(SourceError, match="cannot be read as DuckDB"):
        load(tmp_path / "b.duckdb")


def test_wrong_calls(base, tmp_path):
    with pytest.raises(CallError, match="say which rows with query="):
        load("postgresql://ada:secret@host/name")
    with pytest.raises(CallError, match="query= is for databases"):
        load({"a": [1]}, query="SELECT 1")
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    with pytest.raises(CallError, match="query= is for databases"):
        load(tmp_path / "x.csv", query="SELECT 1")


@pytest.mark.parametrize("address", ["postgresql://ada:secret@localhost:1/name", "nosuch://ada:secret@host/name"])
def test_passwords_are_never_told(address):
    with pytest.raises(SourceError) as caught:
        load(address, query="SELECT 1")
    assert "secret" not in str(caught.value)


def test_addresses_of_files_are_no_databases():
    assert [is_address(one) for one in ("https://x.org/a.csv", "s3://b/a.csv", "a.csv", "mysql://h/d")] == [
        False,
        False,
        False,
        True,
    ]
