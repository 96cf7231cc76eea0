"""Small images as PNG."""

from __future__ import annotations

import base64
from io import BytesIO

from dataqa.arrays import Array


def address(pixels: Array) -> str:
    """Return an image of three colours as a ``data:`` address of a PNG."""
    from PIL import Image  # an image was read, so that it is installed

    file = BytesIO()
    Image.fromarray(pixels).save(file, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()
