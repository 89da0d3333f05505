"""Lemmas as edits of word forms, so that a classifier can choose them (after Chrupała 2006).

A script is ``<case><cut>+<tail>``: lower the form (case ``L``) or lower and capitalise it (``T``), cut that many
characters off its end, add the tail. ``K`` keeps the form as it is; ``L=word`` replaces it outright.
"""

from __future__ import annotations


def script_for(form: str, lemma: str) -> str:
    """The edit that makes ``lemma`` of ``form``."""
    if lemma == form:
        if form == form.lower():
            return "L0+"
        return "K"
    lowered, target = form.lower(), lemma.lower()
    case = "L" if lemma == target else "T"
    shared = 0
    while shared < min(len(lowered), len(target)) and lowered[shared] == target[shared]:
        shared += 1
    if shared == 0:
        return f"{case}={target}"
    return f"{case}{len(lowered) - shared}+{target[shared:]}"


def apply_script(form: str, script: str) -> str:
    """The lemma that ``script`` makes of ``form``; the form itself where the script does not fit."""
    if script == "K":
        return form
    lowered = form.lower()
    if script[1:2] == "=":
        lemma = script[2:]
    else:
        cut_text, _, tail = script[1:].partition("+")
        cut = int(cut_text)
        if cut > len(lowered):
            return form
        lemma = lowered[: len(lowered) - cut] + tail
    if not lemma:
        return form
    return lemma.capitalize() if script[0] == "T" else lemma
