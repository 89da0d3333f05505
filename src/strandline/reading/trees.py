"""Arc scores in, dependency trees out: the maximum spanning tree with exactly one root.

Method: Chu–Liu/Edmonds; the single root after Zmigrod, Vieira & Cotterell 2020 in its plain form: where the best tree
has more than one root, each word is tried in the order of its root score until the loss cannot be made good.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]
NEVER = -1e9


def best_heads(scores: Floats) -> list[int]:
    """Heads of a sentence's words by its arc scores.

    Args:
        scores: (1 + n) × (1 + n), dependent × head, index 0 the root.

    Returns:
        Head of each of the n words, 0 the root; exactly one word has the root as its head.
    """
    count = scores.shape[0] - 1
    if count <= 1:
        return [0] * count
    masked = scores.astype(np.float64)
    np.fill_diagonal(masked, NEVER)
    greedy: list[int] = masked[1:].argmax(axis=1).tolist()
    if greedy.count(0) == 1 and not _cycle_of([0, *greedy]):
        return greedy
    masked[0] = NEVER
    if count > 250:  # hostile input: a sentence of no syntax
        return _chain(masked)
    best: list[int] | None = None
    best_value = -np.inf
    gain = masked[1:, 0] - masked[1:, 1:].max(axis=1)
    for root in (np.argsort(-gain, kind="stable")[:3] + 1).tolist():
        trial = masked.copy()
        trial[:, 0] = NEVER
        trial[root] = NEVER
        trial[root, 0] = masked[root, 0]
        heads = _edmonds(trial)
        value = float(masked[np.arange(1, count + 1), heads[1:]].sum())
        if value > best_value:
            best, best_value = heads[1:], value
    return best if best is not None else [0] * count


def _chain(scores: Floats) -> list[int]:
    """Every word hangs on its best head to the left; the first word is the root."""
    heads = [0]
    for word in range(2, scores.shape[0]):
        heads.append(int(scores[word, 1:word].argmax()) + 1)
    return heads


def _cycle_of(heads: list[int]) -> list[int]:
    """Some cycle among ``heads`` (index 0 the root), or an empty list."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if state[node] == 1:
            return path[path.index(node) :]
        for seen in path:
            state[seen] = 2
    return []


def _edmonds(scores: Floats) -> list[int]:
    """Chu–Liu/Edmonds by contraction; returns heads with index 0 meaningless."""
    count = scores.shape[0]
    heads: list[int] = scores.argmax(axis=1).tolist()
    heads[0] = 0
    cycle = _cycle_of(heads)
    if not cycle:
        return heads
    inside = np.array(cycle)
    outside = np.array([node for node in range(count) if node not in set(cycle)])
    size = len(outside)
    smaller = np.full((size + 1, size + 1), NEVER)
    smaller[:size, :size] = scores[np.ix_(outside, outside)]
    kept = scores[inside, [heads[node] for node in cycle]]
    into = scores[np.ix_(inside, outside)] - kept[:, None]
    entry = into.argmax(axis=0)
    smaller[size, :size] = into.max(axis=0) + kept.sum()
    out = scores[np.ix_(outside, inside)]
    leave = out.argmax(axis=1)
    smaller[:size, size] = out.max(axis=1)
    np.fill_diagonal(smaller, NEVER)
    smaller[0] = NEVER
    solved = _edmonds(smaller)
    result = list(heads)
    for position, node in enumerate(outside.tolist()):
        if node == 0:
            continue
        head = solved[position]
        result[node] = int(inside[leave[position]]) if head == size else int(outside[head])
    head = solved[size]
    result[int(inside[entry[head]])] = int(outside[head])
    return result
