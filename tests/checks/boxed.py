"""A file of annotations of COCO for tests: twenty boxes of two images, nothing wrong with them."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path


def coco(changed: Mapping[int, Mapping[str, float]], folder: Path | None = None) -> str:
    """Write the file, with the sides of some boxes changed, and return its path."""
    boxes = []
    for k in range(20):
        side = {"left": 10.0 + 25 * k, "top": 12.0 + 17 * k, "width": 60.0, "height": 40.0} | dict(changed.get(k, {}))
        boxes.append({"id": k, "image_id": k % 2, "category_id": 1, "bbox": list(side.values())})
    if changed.get(11, {}).get("left") == 33.4:
        boxes[11]["image_id"] = boxes[3]["image_id"]
    images = [{"id": k, "file_name": f"{k}.jpg", "width": 640, "height": 480} for k in range(2)]
    path = Path(folder or tempfile.mkdtemp()) / "instances.json"
    path.write_text(json.dumps({"images": images, "annotations": boxes, "categories": [{"id": 1, "name": "cat"}]}))
    return str(path)
