"""Images of rows in the report."""

from __future__ import annotations

import base64
import io
import sys
from pathlib import Path

import numpy as np
from PIL import Image

import dataqa
from dataqa.render.thumbnails import address

sys.path.insert(0, str(Path(__file__).parents[1] / "checks"))
from conversing import photo, photos


def test_an_address_holds_the_pixels():
    pixels = photo(3, (64, 64))
    content = base64.b64decode(address(pixels).removeprefix("data:image/png;base64,"))
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(content))), pixels)


def test_issues_about_images_show_them(tmp_path):
    every = photos(30)
    every[4] = every[4] // 25
    result = dataqa.audit({"image": every, "at": list(range(30))})
    (issue,) = [one for one in result.issues if one.check == "odd-images"]
    (shown,) = issue.examples.thumbnails
    assert shown.shape == (64, 64, 3)
    assert shown.max() < 20
    result.to_html(tmp_path / "page.html")
    assert 'alt="Image of row 4"' in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_thumbnails_keep_the_colours():
    red = np.zeros((64, 64, 3), dtype=np.uint8)
    red[:, :32], red[:, 32:, 2] = (200, 30, 30), 220
    from dataqa.sources import load

    table = load({"image": [red, photo(1)]})
    shown = table.source("image").pictures.thumbnail(table.frame.item(0, "image"))
    assert np.abs(shown.astype(int)[8:-8, 8:24] - red[8:-8, 8:24]).max() < 6
