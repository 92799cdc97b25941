"""Solving with a sparse matrix as straight lines: which entries, in which order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Elimination", "eliminate"]


@dataclass(frozen=True, slots=True)
class Elimination:
    """Lines that factor a matrix and solve with it, without exchanges of rows.

    The matrix is (1/(step gamma)) I - J, so that its diagonal is large.

    Attributes
    ----------
    entries : tuple of (int, int)
        Where the factors are not zero, in the order in which they are kept.
    factor : tuple of str
        Lines from ``m_i_j`` of the matrix to those of its factors; the diagonal is
        kept as one over it.
    back : tuple of str
        Lines from ``b_i``, a right side, to the solution.
    """

    entries: tuple[tuple[int, int], ...]
    factor: tuple[str, ...]
    back: tuple[str, ...]


def eliminate(size: int, present: Iterable[tuple[int, int]]) -> Elimination:
    """Find the order that fills in little, and write the lines.

    Parameters
    ----------
    size : int
        Rows of the matrix [1].
    present : iterable of (int, int)
        Where it is not zero; the diagonal always counts as such.
    """
    filled = {*present, *((i, i) for i in range(size))}
    order: list[int] = []
    while len(order) < size:
        left = [i for i in range(size) if i not in order]
        costs = {i: _cost(filled, i, [*order, i]) for i in left}
        pivot = min(left, key=costs.__getitem__)
        order.append(pivot)
        rows, columns = _beside(filled, pivot, order)
        filled |= {(i, j) for i in rows for j in columns}
    return Elimination(
        entries=tuple(sorted(filled)),
        factor=tuple(_factor_lines(sorted(filled), set(present), order)),
        back=tuple(_back_lines(filled, order)),
    )


def _beside(
    filled: set[tuple[int, int]], pivot: int, done: Sequence[int]
) -> tuple[list[int], list[int]]:
    """Return the rows below and the columns right of a pivot."""
    rows = sorted(i for i, j in filled if j == pivot and i not in done)
    columns = sorted(j for i, j in filled if i == pivot and j not in done)
    return rows, columns


def _cost(filled: set[tuple[int, int]], pivot: int, done: Sequence[int]) -> int:
    rows, columns = _beside(filled, pivot, done)
    return len(rows) * len(columns)


def _factor_lines(
    filled: Sequence[tuple[int, int]],
    present: set[tuple[int, int]],
    order: Sequence[int],
) -> Iterable[str]:
    known = present | {(i, i) for i in order}
    for at, pivot in enumerate(order):
        yield f"m_{pivot}_{pivot} = 1.0 / m_{pivot}_{pivot}"
        rows, columns = _beside(set(filled), pivot, order[: at + 1])
        for i in rows:
            yield f"m_{i}_{pivot} = m_{i}_{pivot} * m_{pivot}_{pivot}"
            for j in columns:
                product = f"m_{i}_{pivot} * m_{pivot}_{j}"
                before = f"m_{i}_{j} - " if (i, j) in known else "-"
                yield f"m_{i}_{j} = {before}{product}"
                known.add((i, j))


def _back_lines(filled: set[tuple[int, int]], order: Sequence[int]) -> Iterable[str]:
    for at, pivot in enumerate(order):
        for i in _beside(filled, pivot, order[: at + 1])[0]:
            yield f"b_{i} = b_{i} - m_{i}_{pivot} * b_{pivot}"
    for at in range(len(order) - 1, -1, -1):
        pivot = order[at]
        for j in _beside(filled, pivot, order[: at + 1])[1]:
            yield f"b_{pivot} = b_{pivot} - m_{pivot}_{j} * b_{j}"
        yield f"b_{pivot} = b_{pivot} * m_{pivot}_{pivot}"
