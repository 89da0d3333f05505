"""Permanent ids: clusters and the events of an earlier run in, an id for each cluster and the redirects out.

A cluster takes over the id of the earlier event of which it holds most claims, and an earlier event whose claims all
went elsewhere redirects to where most of them are. A new cluster's id is a hash of its first claim's id.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence


def event_ids(
    clusters: Sequence[Sequence[str]], earlier: Mapping[str, Sequence[str]], homes: Mapping[str, str]
) -> tuple[list[str], dict[str, str]]:
    """An id for each cluster of claim ids, and redirects.

    Args:
        clusters: claim ids of each cluster, the first claim first.
        earlier: claim ids of each earlier event.
        homes: ids that people gave a place: event id → a claim of the cluster that bears it.
    """
    cluster_of = {claim: index for index, members in enumerate(clusters) for claim in members}
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for event, claim in homes.items():
        cluster = cluster_of.get(claim)
        if cluster is not None and cluster not in ids and event not in taken:
            ids[cluster] = event
            taken.add(event)
    counts = {
        event: Counter(cluster_of[claim] for claim in members if claim in cluster_of)
        for event, members in sorted(earlier.items())
    }
    shares = sorted((-count, event, cluster) for event, shared in counts.items() for cluster, count in shared.items())
    for _, event, cluster in shares:
        if event not in taken and cluster not in ids:
            ids[cluster] = event
            taken.add(event)
    reserved = taken | earlier.keys()
    for index, members in enumerate(clusters):
        if index not in ids:
            ids[index] = _new_id(members, reserved)
            reserved.add(ids[index])
    home = {event: min(shared, key=lambda at: (-shared[at], at)) for event, shared in counts.items() if shared}
    redirects = {event: ids[cluster] for event, cluster in home.items() if event not in taken}
    return [ids[index] for index in range(len(clusters))], redirects


def _new_id(claims: Sequence[str], taken: set[str]) -> str:
    for claim in claims:
        identity = event_id(claim)
        if identity not in taken:
            return identity
    salt = 1
    while (identity := event_id(f"{claims[0]}|{salt}")) in taken:
        salt += 1
    return identity


def event_id(claim: str) -> str:
    """Id of the event that a claim founds."""
    return hashlib.sha256(f"event|{claim}".encode()).hexdigest()[:16]
