"""The sum of all heads' losses over one batch."""

from __future__ import annotations

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from training.model import Reader
from training.windows import IGNORE, Batch

WEIGHTS = {
    "boundary": 1.0, "upos": 1.0, "morph": 0.6, "lemma": 0.5, "names": 2.0, "trigger": 1.5, "kind": 0.5, "status": 0.7,
    "meantime": 0.5, "realis": 0.3, "predicate": 0.3, "factuality": 0.3, "source": 1.0, "cue": 0.6, "content": 1.0,
    "arc": 1.0, "rel": 0.8, "antecedent": 0.6,
}  # fmt: skip
SMOOTHING = {"upos": 0.03, "morph": 0.03, "lemma": 0.03, "rel": 0.03}


def losses_of(model: Reader, batch: Batch) -> dict[str, Tensor]:
    """Each head's mean loss over the words that have a label for it; heads without any are left out."""
    linear, arcs, head_role, dependent_role, antecedents = model(
        batch.pieces, batch.shapes, batch.layouts, batch.lexicons, batch.first, batch.last, batch.mask[:, None, None, :]
    )
    found: dict[str, Tensor] = {}
    position = 0
    for name, size in model.sizes.linear:
        logits = linear[..., position : position + size].float()
        position += size
        if name == "names":
            if batch.has_names.any():
                allowed = logits.masked_fill(~batch.names, -1e4)
                each = torch.logsumexp(logits, -1) - torch.logsumexp(allowed, -1)
                found[name] = each[batch.has_names].mean()
        elif name == "factuality":
            known = ~torch.isnan(batch.factuality)
            if known.any():
                found[name] = F.smooth_l1_loss(logits[..., 0][known], batch.factuality[known])
        elif size == 1:
            known = batch.tags[name] != IGNORE
            if known.any():
                target = batch.tags[name][known].float()
                found[name] = F.binary_cross_entropy_with_logits(logits[..., 0][known], target)
        else:
            _add(found, name, logits, batch.tags[name])
    heads = batch.tags["head"]
    if (heads != IGNORE).any():
        scores = arcs.float().masked_fill(~batch.same_sentence, -1e4)
        scores = scores.masked_fill(torch.eye(scores.shape[1], dtype=torch.bool)[None], -1e4)
        _add(found, "arc", scores, heads)
        _add(found, "rel", model.relations(head_role, dependent_role, heads.clamp(min=0)).float(), batch.tags["rel"])
    rows = batch.antecedents.any(-1)
    if rows.any():
        scores = antecedents.float().masked_fill(~batch.antecedent_mask, -1e4)[rows]
        gold = scores.masked_fill(~batch.antecedents[rows], -1e4)
        found["antecedent"] = (torch.logsumexp(scores, -1) - torch.logsumexp(gold, -1)).mean()
    return found


def _add(found: dict[str, Tensor], name: str, logits: Tensor, target: Tensor) -> None:
    if (target != IGNORE).any():
        found[name] = F.cross_entropy(
            logits.reshape(-1, logits.shape[-1]),
            target.reshape(-1),
            ignore_index=IGNORE,
            label_smoothing=SMOOTHING.get(name, 0.0),
        )


def total(found: dict[str, Tensor]) -> Tensor:
    """Weighted sum."""
    return torch.stack([WEIGHTS[name] * loss for name, loss in found.items()]).sum()
