"""The server as the official client sees it."""

import asyncio
import json

import pytest

pytest.importorskip("mcp")
from mcp import Client

from dataqa.serving import server

ROWS = "age,town,mail,y\n" + "".join(
    f"{20 + k % 50},{'?' if k % 9 == 0 else 'Oslo' if k % 2 else 'Bergen'},u{k}@example.org,{k % 2}\n" for k in range(120)
)


def called(tool, **arguments):
    async def ask():
        async with Client(server()) as client:
            return await client.call_tool(tool, arguments)

    return asyncio.run(ask())


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("data") / "people.csv"
    path.write_text(ROWS)
    return str(path)


def test_it_offers_three_tools_with_their_arguments():
    async def listed():
        async with Client(server()) as client:
            return (await client.list_tools()).tools

    tools = {tool.name: tool for tool in asyncio.run(listed())}
    assert sorted(tools) == ["audit", "explain", "preview_fixes"]
    assert tools["audit"].input_schema["required"] == ["data"]
    assert "score, verdict and worst issues" in tools["audit"].description


def test_an_audit_is_short_and_masked(path):
    answer = called("audit", data=path, target="y", most_issues=2)
    assert not answer.is_error
    told = json.loads(answer.content[0].text)
    assert (told["rows"], told["columns"], len(told["issues"])) == (120, 4, 2)
    assert told["more_issues"] >= 1
    assert 0 <= told["score"] <= 100
    assert "u0@example.org" not in answer.content[0].text
    assert all(len(one["rows"]["positions"]) <= 10 for one in told["issues"] if one["rows"])


def test_a_check_is_explained_and_a_wrong_one_named():
    assert called("explain", check="missing-values").content[0].text.startswith("# missing-values\n")
    wrong = called("explain", check="missing-value")
    assert wrong.is_error
    assert "missing-values" in wrong.content[0].text


def test_fixes_are_previewed_and_nothing_is_written(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    answer = called("preview_fixes", data=path, target="y")
    assert not answer.is_error
    assert "done  placeholder-values:town: 14 cells changed" in answer.content[0].text
    assert list(tmp_path.iterdir()) == []


def test_an_unreadable_path_is_an_error_in_words():
    answer = called("audit", data="nowhere.csv")
    assert answer.is_error
    assert "nowhere.csv" in answer.content[0].text
