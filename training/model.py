"""The reader's network: a MiniLM encoder with small heads for every layer.

Encoder: BERT (Devlin et al. 2019), 6 layers of 384, weights of all-MiniLM-L6-v2 (Apache-2.0); to its input embeddings
are added learned embeddings of each word's letter case, of the layout before it and of the lists of names that it
stands in, which restore what an uncased vocabulary drops. A word is the mean of its first and last piece. Heads:
linear for labels of words; biaffine for arcs (Dozat & Manning 2017) and, over words, for antecedents (after
Dobrovolskii 2021); relation labels by an element-wise product of the two roles, which costs a fiftieth of the full
bilinear form.

Shapes: B windows, T pieces, W words (index 0 of the word axis is the window's root and "no antecedent").
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from safetensors.torch import load_file
from torch import Tensor, nn

HIDDEN, LAYERS, HEADS, INTERMEDIATE = 384, 6, 12, 1536
VOCABULARY, POSITIONS = 30522, 512


@dataclass(frozen=True)
class Sizes:
    """Numbers of labels of each head, in the order of the linear output."""

    linear: tuple[tuple[str, int], ...]
    relations: int
    shapes: int
    lexicons: int
    layouts: int = 4
    arc: int = 192
    relation: int = 128
    antecedent: int = 96


class Layer(nn.Module):
    """One transformer layer, post-norm, as BERT has it."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm_a = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INTERMEDIATE)
        self.down = nn.Linear(INTERMEDIATE, HIDDEN)
        self.norm_b = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.attention_dropout = dropout

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """``x``: B × T × 384; ``mask``: B × 1 × 1 × T booleans, true where attended, or None."""
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(
            q, k, v, attn_mask=mask, dropout_p=self.attention_dropout if self.training else 0.0
        )
        x = self.norm_a(x + self.dropout(self.out(a.transpose(1, 2).reshape(b, t, HIDDEN))))
        return self.norm_b(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Reader(nn.Module):
    """Encoder and heads; see the module's docstring."""

    def __init__(self, sizes: Sizes, dropout: float = 0.1) -> None:
        super().__init__()
        self.sizes = sizes
        self.pieces = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.shapes = nn.Embedding(sizes.shapes, HIDDEN)
        self.layouts = nn.Embedding(sizes.layouts, HIDDEN)
        self.lexicons = nn.Embedding(sizes.lexicons, HIDDEN)
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.layouts.weight)
        nn.init.zeros_(self.lexicons.weight)
        self.segment = nn.Parameter(torch.zeros(HIDDEN))
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.word_dropout = nn.Dropout(0.2)
        self.linear = nn.Linear(HIDDEN, sum(size for _, size in sizes.linear))
        self.arc_head, self.arc_dependent = nn.Linear(HIDDEN, sizes.arc), nn.Linear(HIDDEN, sizes.arc + 1)
        self.arc_weight = nn.Parameter(torch.empty(sizes.arc + 1, sizes.arc))
        self.relation_head, self.relation_dependent = (
            nn.Linear(HIDDEN, sizes.relation),
            nn.Linear(HIDDEN, sizes.relation),
        )
        self.relation_out = nn.Linear(3 * sizes.relation, sizes.relations)
        self.mention, self.candidate = nn.Linear(HIDDEN, sizes.antecedent + 1), nn.Linear(HIDDEN, sizes.antecedent)
        self.antecedent_weight = nn.Parameter(torch.empty(sizes.antecedent + 1, sizes.antecedent))
        nn.init.normal_(self.arc_weight, std=0.02)
        nn.init.normal_(self.antecedent_weight, std=0.02)

    def encode(self, pieces: Tensor, shapes: Tensor, layouts: Tensor, lexicons: Tensor, mask: Tensor | None) -> Tensor:
        """B × T of ids each → B × T × 384."""
        place = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.pieces(pieces) + self.positions(place) + self.segment + self.shapes(shapes)
        x = x + self.layouts(layouts) + self.lexicons(lexicons)
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def words(self, x: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Mean of the first and the last piece of each word: B × W × 384."""
        size = (-1, -1, x.shape[-1])
        return self.word_dropout(
            0.5 * (x.gather(1, first[..., None].expand(size)) + x.gather(1, last[..., None].expand(size)))
        )

    def forward(
        self,
        pieces: Tensor,
        shapes: Tensor,
        layouts: Tensor,
        lexicons: Tensor,
        first: Tensor,
        last: Tensor,
        mask: Tensor | None = None,
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Linear logits B × W × K, arcs B × W(dependent) × W(head), relation roles 2 × (B × W × r), antecedents B × W
        × W."""
        w = self.words(self.encode(pieces, shapes, layouts, lexicons, mask), first, last)
        drop = self.word_dropout
        dependent = drop(F.gelu(self.arc_dependent(w)))
        arcs = dependent @ self.arc_weight @ drop(F.gelu(self.arc_head(w))).transpose(1, 2)
        head_role = drop(F.gelu(self.relation_head(w)))
        dependent_role = drop(F.gelu(self.relation_dependent(w)))
        antecedents = (
            drop(F.gelu(self.mention(w))) @ self.antecedent_weight @ drop(F.gelu(self.candidate(w))).transpose(1, 2)
        )
        return self.linear(w), arcs, head_role, dependent_role, antecedents

    def relations(self, head_role: Tensor, dependent_role: Tensor, heads: Tensor) -> Tensor:
        """Logits B × W × R of the relation of each word to its head."""
        chosen = head_role.gather(1, heads[..., None].expand(-1, -1, head_role.shape[-1]))
        return self.relation_out(torch.cat([chosen * dependent_role, chosen, dependent_role], -1))


def load_pretrained(model: Reader, path: Path) -> None:
    """Fill the encoder from a BERT checkpoint in safetensors form (names as Hugging Face writes them)."""
    weights = load_file(str(path))

    def put(parameter: Tensor, *names: str) -> None:
        value = torch.cat([weights[name] for name in names]) if len(names) > 1 else weights[names[0]]
        with torch.no_grad():
            parameter.copy_(value)

    put(model.pieces.weight, "embeddings.word_embeddings.weight")
    put(model.positions.weight, "embeddings.position_embeddings.weight")
    with torch.no_grad():
        model.segment.copy_(weights["embeddings.token_type_embeddings.weight"][0])
    put(model.norm.weight, "embeddings.LayerNorm.weight")
    put(model.norm.bias, "embeddings.LayerNorm.bias")
    for index, layer in enumerate(model.layers):
        assert isinstance(layer, Layer)
        prefix = f"encoder.layer.{index}."
        for kind in ("weight", "bias"):
            put(
                getattr(layer.qkv, kind),
                *(f"{prefix}attention.self.{part}.{kind}" for part in ("query", "key", "value")),
            )
            put(getattr(layer.out, kind), f"{prefix}attention.output.dense.{kind}")
            put(getattr(layer.norm_a, kind), f"{prefix}attention.output.LayerNorm.{kind}")
            put(getattr(layer.up, kind), f"{prefix}intermediate.dense.{kind}")
            put(getattr(layer.down, kind), f"{prefix}output.dense.{kind}")
            put(getattr(layer.norm_b, kind), f"{prefix}output.LayerNorm.{kind}")
