"""Columns as matrices, held against what scikit-learn and SciPy make of them."""

from __future__ import annotations

import numpy as np
import polars as pl
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from dataqa.probe.encoders import CategoryEncoder, TextEncoder, _sparse

TEXTS = ["Straße ΑΣ É_x 1½ a-b", "नमस्ते दुनिया x1", "", None, "Ⅷ ② İstanbul", "日本語 テキスト", "a a a b", "ΣΑΣ a"] * 3


def test_words_are_counted_and_weighted_as_scikit_learn_does():
    usual = TfidfVectorizer(max_features=6000, min_df=2, sublinear_tf=True, dtype=np.float32, token_pattern=r"(?u)\b\w+\b")
    known = usual.fit([text or "" for text in TEXTS]).transform(["a a b", "unseen", "ΑΣ 1½"])
    lengths, words = TextEncoder(pl.Series(TEXTS), 0).encode(pl.Series(["a a b", "unseen", "ΑΣ 1½"]))
    assert words.toarray().tolist() == known.toarray().tolist()
    assert words[1].nnz == 0
    assert lengths[:, 0].tolist() == [5.0, 6.0, 5.0]


def test_a_matrix_without_its_zeros():
    cells = np.array([[0, 1.5], [0, 0], [2, 3]], dtype=np.float32)
    found, usual = _sparse(cells), csr_matrix(cells)
    assert (found.data.tolist(), found.indices.tolist(), found.indptr.tolist()) == ([1.5, 2.0, 3.0], [1, 0, 1], [0, 1, 1, 3])
    assert (found != usual).nnz == 0


def test_a_category_has_one_indicator():
    codes, ones = CategoryEncoder(pl.Series(["b", "a", "b"])).encode(pl.Series(["a", "b", None, "new"]))
    assert np.nan_to_num(codes[:, 0], nan=-1).tolist() == [1.0, 0.0, -1.0, 30.0]
    assert ones.indices.tolist() == [1, 0, 31, 30]
    assert ones.toarray().sum(axis=1).tolist() == [1.0, 1.0, 1.0, 1.0]
