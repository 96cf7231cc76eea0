"""Which part each column plays, and what the model is to do: inferred from the profile, or told."""

from dataqa.roles.infer import GivenRoles, infer_task

__all__ = ["GivenRoles", "infer_task"]
