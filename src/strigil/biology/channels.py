"""Every channel of the response for a studied group: what a readout can ask for."""

from collections.abc import Collection

import numpy as np

from strigil.biology.acute import acute_answers
from strigil.biology.cell_strain import cell_answers
from strigil.biology.model import Array
from strigil.biology.studied import People, StudiedGroup
from strigil.biology.tissue_course import tissue_course
from strigil.biology.worked_muscle import muscle_answers

__all__ = ["AT_ONCE", "CHANNELS", "channels_of"]

_PAIN_SCALE = 10.0
# Smallest inflammation, cells and matrix that a ratio is taken of.
_LEAST = 1e-3

CHANNELS: frozenset[str] = frozenset(
    {
        "alignment",
        "angiogenic",
        "anti_inflammatory",
        "apoptosis",
        "bruise",
        "c3c1",
        "cells",
        "collagen",
        "collagen_i",
        "collagen_iii",
        "conduit_flow",
        "construct_width",
        "creatine_kinase",
        "cross_section",
        "degradation",
        "disability",
        "energy",
        "enzymes",
        "fibre_size",
        "fibroblasts",
        "force",
        "function",
        "growth_factor",
        "inflammation",
        "injured_stiffness",
        "itch",
        "joint_stiffness",
        "leukocyte_share",
        "leukocytes",
        "m1",
        "m1_m2",
        "m2",
        "macrophages",
        "microdamage",
        "modulus",
        "motion",
        "muscle_flow",
        "muscle_modulus",
        "muscle_temperature",
        "myofibroblasts",
        "neutrophils",
        "oedema",
        "pain",
        "performance",
        "pressure_pain_threshold",
        "progenitors",
        "quality",
        "proliferation",
        "redness",
        "regeneration",
        "restriction",
        "scar_thickness",
        "skin_flow",
        "skin_temperature",
        "soreness",
        "steady",
        "stiffness",
        "strength",
        "stretch_tolerance",
        "synthesis_i",
        "synthesis_iii",
        "turnover",
        "vessels",
        "wellness",
        "withdrawal",
        "wound_area",
        "yellow",
    }
)


# What needs the states of the model, which take most of the time.
AT_ONCE = frozenset(
    {
        "bruise",
        "conduit_flow",
        "creatine_kinase",
        "disability",
        "fibre_size",
        "force",
        "function",
        "injured_stiffness",
        "itch",
        "joint_stiffness",
        "motion",
        "muscle_flow",
        "muscle_modulus",
        "muscle_temperature",
        "pain",
        "performance",
        "pressure_pain_threshold",
        "redness",
        "skin_flow",
        "skin_temperature",
        "soreness",
        "steady",
        "stretch_tolerance",
        "wellness",
        "withdrawal",
    }
)


def channels_of(
    group: StudiedGroup,
    people: People,
    time: Array,
    wanted: Collection[str] = CHANNELS,
) -> dict[str, Array]:
    """Return channels at the given times, each shape (times, samples).

    Parameters
    ----------
    group : StudiedGroup
        What was done to whom.
    people : People
        Drawn parameters; the same for all groups of an experiment.
    time : array
        When, from day zero [s].
    wanted : collection of str
        Names of :data:`CHANNELS`; fewer may take less time.

    Returns
    -------
    dict of str to array
        At least those wanted: relative to rest or to healthy tissue [1], pain and
        soreness [point], skin temperature [degC above rest].
    """
    acute = acute_answers(group, people, time)
    found = acute | muscle_answers(group, people, time)
    found |= _complaint(group, people, time, acute)
    found |= _sore(found, people)
    if group.course in ("chronic", "restricted"):
        found["force"] = found["force"] * found["wellness"] ** people.soon.fPain
    found["steady"] = np.ones((time.size, people.samples))
    if not set(wanted) <= AT_ONCE:
        tissue = tissue_course(group, people, time)
        cells = cell_answers(group, people, time)
        found |= _cells(tissue, cells, group, people.soon.uSeen)
        found |= _matrix(tissue, cells, people.soon.uSeen)
        found |= _swelling(tissue, group, people, time)
        found["yellow"] = tissue["yellow"]
    return found


def _sore(found: dict[str, Array], people: People) -> dict[str, Array]:
    """Return what soreness after work does to motion, threshold and stiffness."""
    p, sore = people.soon, found["soreness"]
    return {
        "motion": found["motion"] * np.exp(-p.dMotion * sore),
        "pressure_pain_threshold": found["pressure_pain_threshold"]
        * np.exp(-p.dPress * sore),
        "muscle_modulus": found["muscle_modulus"] * np.exp(p.dStiff * sore),
    }


def _cells(
    tissue: dict[str, Array],
    cells: dict[str, Array],
    group: StudiedGroup,
    seen: Array,
) -> dict[str, Array]:
    stirred = np.exp(cells["stirred"])
    neutrophils = tissue["N"] + seen
    m1 = (tissue["M1"] + seen) * stirred**0.5
    m2 = tissue["M2"] + seen
    fibroblasts = tissue["F"] * np.exp(cells["divided"])
    white = neutrophils + m1 + m2
    everyone = white + fibroblasts + tissue["Y"] + tissue["S"]
    divided = (tissue["S"] + tissue["grow"]) * np.exp(cells["divided"])
    dividing = np.exp(cells["divided"]) if group.dish else divided
    return {
        "neutrophils": neutrophils,
        "m1": m1,
        "m2": m2,
        "macrophages": m1 + m2,
        "leukocytes": white,
        "leukocyte_share": white / everyone,
        "m1_m2": m1 / m2,
        "fibroblasts": fibroblasts,
        "myofibroblasts": tissue["Y"] + seen,
        "progenitors": tissue["S"] + seen,
        "cells": everyone,
        "proliferation": dividing,
        "apoptosis": np.sqrt(tissue["med"] + seen) * stirred,
        "inflammation": (tissue["med"] + seen) * stirred,
        "anti_inflammatory": m2**0.5 / stirred,
        "enzymes": tissue["mmp"] * stirred,
        "growth_factor": (tissue["tgf"] + seen) * np.exp(cells["grown"]),
        "angiogenic": (1.0 + tissue["tgf"]) * np.exp(cells["called"]),
        "vessels": tissue["G"],
        "regeneration": (tissue["S"] + seen) * np.exp(cells["grown"]),
    }


def _matrix(
    tissue: dict[str, Array], cells: dict[str, Array], seen: Array
) -> dict[str, Array]:
    grown = np.exp(cells["grown"])
    total = tissue["C1"] + tissue["C3"]
    bulk = np.sqrt(np.maximum(total + 0.25 * tissue["cellular"], _LEAST))
    quality = np.maximum(tissue["strength"], _LEAST)
    strength = quality * bulk
    return {
        "quality": quality,
        "strength": strength,
        "stiffness": tissue["stiffness"],
        "energy": strength**1.3,
        "modulus": quality,
        "cross_section": bulk,
        "collagen": total,
        "collagen_i": tissue["C1"],
        "collagen_iii": tissue["C3"],
        "c3c1": tissue["c3c1"],
        "synthesis_i": tissue["making"] * grown,
        "synthesis_iii": tissue["making"],
        "degradation": np.sqrt(tissue["mmp"]),
        "turnover": tissue["turnover"],
        "alignment": tissue["A"],
        "restriction": tissue["X"] + seen,
        "microdamage": (tissue["D"] + seen) * np.exp(cells["harmed"]),
        "scar_thickness": 1.0 + tissue["X"] + 0.5 * tissue["Y"],
        "construct_width": np.exp(-cells["packed"]),
        "wound_area": np.exp(-cells["closed"]),
    }


def _complaint(
    group: StudiedGroup, people: People, time: Array, acute: dict[str, Array]
) -> dict[str, Array]:
    """Return pain and what goes with it."""
    p = people.soon
    t = np.maximum(time, 0.0)[:, None]
    if group.course in ("healing", "inflamed", "exercise"):
        natural = np.exp(-t * group.pace / p.iTau)
    else:
        natural = 1.0 - p.nDrop * (1.0 - np.exp(-t / p.nTau))
    share = natural * (1.0 - acute["eased"]) * (1.0 - acute["hoped"])
    pain = np.clip(group.pain * share, 0.0, _PAIN_SCALE)
    return {
        "pain": pain,
        "itch": pain,
        "disability": np.maximum(share, _LEAST) ** people.soon.aScore,
        "wellness": np.maximum(share, _LEAST) ** -people.soon.aScore,
        "withdrawal": 1.0 / np.maximum(1.0 - p.aSkin * (1.0 - share), _LEAST)
        if group.injured
        else acute["pressure_pain_threshold"],
    }


def _swelling(
    tissue: dict[str, Array], group: StudiedGroup, people: People, time: Array
) -> dict[str, Array]:
    p = people.soon
    swollen = p.oInjury * np.maximum(tissue["med"] - tissue["med_at_rest"], 0.0)
    for one in group.exposures:
        if group.opposite or one.acts not in ("slides", "presses", "pulls"):
            continue
        since = time[:, None] - one.time
        after = since >= 0.0
        swollen = swollen * np.where(after, 1.0 - p.oEase, 1.0)
        drawn = p.oGain * np.exp(-np.clip(since / p.oTau, 0.0, 60.0))
        if one.acts != "presses" and group.kind in ("scar", "fascial"):
            swollen = swollen + np.where(after, drawn, 0.0)
    return {"oedema": 1.0 + swollen}
