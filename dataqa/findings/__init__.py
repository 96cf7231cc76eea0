"""Findings about columns: what several checks need to know of the data, made once an audit and when first asked for.

One file a finding. Each is a pure function of data, task, seed and its own parameters in ``rules/findings/<name>.yaml``,
which no pack changes: so it is the same under every pack, and whatever checks were chosen or left out. Checks read findings; they
read no other check, no parameters of another check's rule, and no severity.
"""
