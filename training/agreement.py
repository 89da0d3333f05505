"""Agreement of the documents that were annotated twice: ``python -m training.agreement``.

Trigger F1 by overlap (one annotation taken as the other's gold; symmetric), and on the shared triggers the share of
equal kinds and statuses with Cohen's kappa.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "annotations"


def rows(path: Path) -> list[dict[str, Any]]:
    """Rows of an annotation file, its head left out."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()[1:]]


def kappa(pairs: list[tuple[str, str]]) -> float:
    """Cohen's kappa of label pairs."""
    total = len(pairs)
    observed = sum(a == b for a, b in pairs) / total
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(left[label] * right[label] for label in left) / total**2
    return (observed - expected) / (1 - expected) if expected < 1 else 1.0


def main() -> None:
    """Print the table."""
    shared: list[tuple[dict[str, Any], dict[str, Any]]] = []
    first_count = second_count = documents = 0
    for path in sorted((HERE / "second" / "triggers").glob("*.jsonl")):
        first, second = rows(HERE / "triggers" / path.name), rows(path)
        documents += 1
        first_count, second_count = first_count + len(first), second_count + len(second)
        left = list(second)
        for row in first:
            hit = next((other for other in left if row["start"] < other["end"] and other["start"] < row["end"]), None)
            if hit is not None:
                left.remove(hit)
                shared.append((row, hit))
    print(f"{documents} documents, {first_count} and {second_count} triggers, {len(shared)} shared")
    print(f"trigger F1 {200 * len(shared) / (first_count + second_count):.1f}")
    for name in ("kind", "status"):
        pairs = [(a[name], b[name]) for a, b in shared]
        print(f"{name}: equal {100 * sum(a == b for a, b in pairs) / len(pairs):.1f} %, kappa {kappa(pairs):.2f}")


if __name__ == "__main__":
    main()
