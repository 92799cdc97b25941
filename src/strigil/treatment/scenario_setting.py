"""A scenario's groups and drawn subjects, and any channel of any group at any time."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from strigil.biology import (
    AT_ONCE,
    CHANNELS,
    People,
    StudiedGroup,
    channels_of,
    draw_people,
)
from strigil.catalogue import ConditionClass, ReadoutQuantity, StudiedTissue
from strigil.treatment.scenario import Scenario
from strigil.treatment.scenario_check import COMPARED, only_group
from strigil.treatment.scenario_groups import studied_group
from strigil.treatment.scenario_parts import ScenarioReadout
from strigil.treatment.scenario_times import baseline_of, moment_of
from strigil.treatment.scenario_words import word_meant

__all__ = [
    "Setting",
    "base_of",
    "channel_at",
    "channel_of",
    "setting_of",
    "setting_with",
]

Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Setting:
    """A scenario with its groups and its drawn subjects."""

    scenario: Scenario
    groups: Mapping[str, StudiedGroup]
    people: Mapping[ConditionClass, People]
    seed: int
    moments: Mapping[StudiedGroup, tuple[float, ...]]
    known: dict[tuple[StudiedGroup, bool], dict[str, Array]]


def setting_of(scenario: Scenario, samples: int, seed: int) -> Setting:
    """Read a scenario's groups and draw its subjects.

    Parameters
    ----------
    scenario : Scenario
        A published experiment.
    samples, seed : int
        How many subjects, and which [1].
    """
    kinds = {studied_group(scenario, g).kind for g in scenario.groups.values()}
    people = {kind: draw_people(kind, samples=samples, seed=seed) for kind in kinds}
    return setting_with(scenario, people, seed)


def setting_with(
    scenario: Scenario, people: Mapping[ConditionClass, People], seed: int
) -> Setting:
    """Read a scenario's groups, for subjects drawn before.

    Parameters
    ----------
    scenario : Scenario
        A published experiment.
    people : dict of str to People
        By kind of condition.
    seed : int
        Of what a study sees [1].
    """
    groups = {name: studied_group(scenario, g) for name, g in scenario.groups.items()}
    moments = _moments(scenario, groups)
    return Setting(scenario, groups, people, seed, moments, {})


def _moments(
    scenario: Scenario, groups: Mapping[str, StudiedGroup]
) -> Mapping[StudiedGroup, tuple[float, ...]]:
    """Return every time at which a group is asked for [s], so that one run does."""
    asked: dict[StudiedGroup, set[float]] = {}
    for readout in scenario.readouts:
        if readout.kind in ("peak_time", "return_time"):
            continue
        name = readout.group or only_group(scenario)
        for each in readout.order or (name,):
            at = moment_of(scenario, readout, each)
            asked.setdefault(groups[each], set()).add(at)
        if readout.versus in scenario.groups:
            then = moment_of(scenario, readout, readout.versus)
            asked.setdefault(groups[readout.versus], set()).add(then)
        elif not readout.order:
            at = moment_of(scenario, readout, name)
            rest, then = baseline_of(scenario, readout, groups[name], at)
            asked.setdefault(rest, set()).add(then)
    return {group: tuple(sorted(times)) for group, times in asked.items()}


def base_of(
    setting: Setting,
    readout: ScenarioReadout,
    quantity: ReadoutQuantity,
    name: str,
    at: float,
) -> Array:
    """Return the channel of what a group is compared with, at its time ``at`` [s]."""
    versus = readout.versus or ("before" if readout.baseline else "healthy")
    if versus not in COMPARED:
        then = moment_of(setting.scenario, readout, versus)
        return channel_at(setting, quantity, versus, then)
    group, moment = baseline_of(setting.scenario, readout, setting.groups[name], at)
    channel = channel_of(setting, quantity, name)
    return _kept(setting, group, channel, moment)


def channel_at(
    setting: Setting, quantity: ReadoutQuantity, name: str, moment: float
) -> Array:
    """Return the channel that answers a quantity, for a group at a moment [s]."""
    channel = channel_of(setting, quantity, name)
    return _kept(setting, setting.groups[name], channel, moment)


def _kept(setting: Setting, group: StudiedGroup, channel: str, moment: float) -> Array:
    """Return one channel at one moment; what one run gives is kept for the next."""
    people = setting.people[group.kind]
    wanted = AT_ONCE if channel in AT_ONCE else CHANNELS
    key = (group, channel in AT_ONCE)
    times = setting.moments[group]
    if key not in setting.known:
        setting.known[key] = channels_of(group, people, np.array(times), wanted)
    found = setting.known[key][channel]
    every: Array = np.broadcast_to(found, (len(times), people.samples))
    one: Array = every[times.index(moment)]
    return one


def channel_of(setting: Setting, quantity: ReadoutQuantity, name: str) -> str:
    """Return the channel that answers a quantity in this tissue and injury."""
    group = setting.groups[name]
    tissue = setting.scenario.groups[name].tissue or setting.scenario.tissue
    muscle = word_meant(StudiedTissue, tissue, "tissue").id in ("muscle", "joint")
    if quantity.of == "redness" and group.kind == "scar" and group.course == "chronic":
        return "scar_thickness"  # a scar's own redness, not that of a session
    if group.course == "exercise" and quantity.of == "pain":
        return "soreness"
    if muscle and not group.dish and quantity.of == "strength":
        return "force"
    if muscle and not group.dish and quantity.of == "stiffness":
        return "injured_stiffness" if group.course == "exercise" else "muscle_modulus"
    return quantity.of
