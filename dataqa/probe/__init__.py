"""Quick models on a bounded sample, cross-validated once, shared by all checks that need one."""

from dataqa.probe.probe import Probe
from dataqa.probe.skill import Skill

__all__ = ["Probe", "Skill"]
