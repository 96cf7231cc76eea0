"""Texts that say by their form alone what they are: how checks find them, and how reports hide them.

The patterns keep to what the engine's and Python's expressions have in common: no looking around.
"""

from __future__ import annotations

IPV6 = r"(?i:\b(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}\b|\b(?:[0-9a-f]{1,4}:){2,6}(?::[0-9a-f]{1,4}){1,5}\b)"
MAC = r"(?i:\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b|\b(?:[0-9a-f]{2}-){5}[0-9a-f]{2}\b|\b[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}\b)"
WALLET = r"\b(?:bc1[02-9ac-hj-np-z]{25,71}|[13][1-9A-HJ-NP-Za-km-z]{25,34}|0x[0-9a-fA-F]{40})\b"

SECRETS: dict[str, str] = {
    "private keys": r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\s\\]*",
    "access keys": (
        r"\b(?:AKIA|ASIA|AGPA|AIDA|AROA|ANPA)[A-Z0-9]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36,}|\bgithub_pat_[A-Za-z0-9_]{50,}|\bglpat-[A-Za-z0-9_-]{20,}"
        r"|\bxox[abeprs]-[A-Za-z0-9-]{10,}|\bhooks\.slack\.com/services/[A-Za-z0-9_]+/[A-Za-z0-9_]+/[A-Za-z0-9_]+|\b[prs]k_(?:live|test)_[A-Za-z0-9]{16,}"
        r"|\bAIza[A-Za-z0-9_-]{35}|\bsk-(?:proj-|ant-)?[A-Za-z0-9_-]{20,}|\bnpm_[A-Za-z0-9]{36}\b|\bpypi-AgEI[A-Za-z0-9_-]{50,}|\bhf_[A-Za-z0-9]{30,}\b"
        r"|\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}\b|\bAccountKey=[A-Za-z0-9+/]{40,}={0,2}|\bya29\.[A-Za-z0-9_-]{30,}"
    ),
    "signed tokens": r"\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]{10,}|(?i:\bbearer)[ :]+[A-Za-z0-9_.~+/-]{20,}=*",
    "passwords in links": r"\b[a-zA-Z][a-zA-Z0-9+]{1,20}://[^/\s:@]{1,60}:[^/\s:@]{3,}@[A-Za-z0-9_.-]+",
    "passwords": (
        r"(?i:(?:password|passwd|pwd|passwort|passcode|passphrase|contraseña|mot de passe|secret|api[ _-]?key|access[ _-]?key"
        r"|(?:auth|access|api|refresh)[ _-]?token|secret[ _-]?key|private[ _-]?key))"
        r"[\"']?(?: ?[:=]>? ?| is:? | ist:? | est:? )[\"']?[^\s\"',;]{6,}"
    ),
    "password hashes": r"\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}"
    r"|\$argon2i?d?\$[^\s]{30,}|\$[156]\$[./A-Za-z0-9]{1,16}\$[./A-Za-z0-9]{22,86}",
}
"""Kinds of secrets. The prefixes are those that issuers document for their keys, so that leaked ones are found."""
