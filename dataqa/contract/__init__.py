"""The contract of a dataset: what its healthy part was, as a pandera schema that further data can be held to."""
