"""Which part each column plays, and what the model is to do: inferred from the profile, or told."""

from dataqa.roles.infer import Told, infer_task

__all__ = ["Told", "infer_task"]
