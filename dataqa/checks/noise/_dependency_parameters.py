"""What makes one column determine another: the parameters that the checks of dependencies share."""

from __future__ import annotations

from dataqa.parameters import CheckParameters


class DependencyParameters(CheckParameters):
    """Which pairs of columns are looked at, and what is a dependency."""

    least_rows: int
    """Rows with a value in each column."""
    least_repeats: float
    """Rows of each different value, on average."""
    most_columns: int
    """Columns that may determine others, and columns that may be determined."""
    screened_rows: int
    """Rows that are looked at first."""
    screened_agreement: float
    """Agreement beyond chance in the rows that are looked at first."""
    least_repeated: int
    """Of these, rows that repeat a value of the determining column."""
    least_pairs: int
    """Pairs of columns that are looked at over all rows."""
    most_cells: int
    """Rows times pairs up to which more pairs are looked at."""
    least_group: int
    """Rows of one value of the determining column."""
    least_groups: int
    """Such values."""
    least_others: int
    """Of these, values whose most frequent determined value is not the most frequent of all."""
    least_strength: float
    """Agreement beyond chance."""
    even_strength: float
    """The same if hardly any group has more exceptions than others."""
    even_mixed: float
    """Share of rows in groups with more exceptions, up to which that is so."""
    even_group: int
    """Rows of the median group that are enough to say so."""
    holds: float
    """Share of rows in which a dependency must hold."""
    few_values: int
    """Values of the determined column up to which the columns may go together by nature."""
    few_holds: float
    """As `holds`, for a determined column of so few values."""
    many_values: int
    """Determined values from which a column of amounts must be codes."""
    amount_holds: float
    """As `holds`, for a determining column of amounts."""
    code_rows: int
    """Rows of each value, on average, from which numbers may be codes whatever their name."""
    codes: tuple[str, ...]
    """Last words of the names of columns whose numbers are codes."""
    surprise: float
    """Chance, over all groups, that the exceptions of a group are errors."""
    most_mixed: float
    """Share of rows in groups with several values by nature."""
    most_sources: int
    """Different sources that may report on one thing."""
    one_row_each: float
    """Share of different pairs of thing and source, of all rows."""
    source_chance: float
    """Chance that two rows agree."""
    source_strength: float
    """Agreement beyond chance among sources."""
    sourced_holds: float
    """Share of rows below which sources are believed to differ."""
