"""What flags of strokes and remarks on quality mean, in words."""

from typing import TYPE_CHECKING

from strigil.reporting.table import Table

if TYPE_CHECKING:
    from strigil.signals import RecordingAnalysis

__all__ = ["FLAG_WORDS", "REMARK_WORDS", "flags_table"]

FLAG_WORDS = {
    "turned": "begins where the edge turned on the skin, without a lift",
    "saturated": "the sensor was at its end: the force was at least what it says",
    "implausible": "a value that no hand makes; not to be trusted",
    "low_angle": "the edge lay flat, where a film sensor reads too little",
    "samples_missing": "samples are missing within it; the force between is a line",
    "at_gap": "time leaps within it",
    "cut_by_start": "was under way when the recording began",
    "cut_by_end": "was under way when the recording ended",
    "direction_from_shear": "its direction is that against the shear force",
    "length_from_imu": "its length was integrated from the motion; see its interval",
}

# Code of a remark on quality: what people call it.
REMARK_WORDS = {
    "constant_channel": "One value only",
    "drift": "Zero moves",
    "empty_channel": "Nothing recorded",
    "gap": "Gap in time",
    "implausible": "Not believable",
    "jitter": "Uneven clock",
    "missing": "Samples missing",
    "normal_from_axis": "Direction of the force",
    "normal_from_direction": "Direction of the force",
    "normal_from_magnitude": "Direction of the force",
    "normal_reversed": "Direction of the force",
    "repeated_time": "Time repeated",
    "saturated": "Sensor at its end",
    "slow_sampling": "Few samples",
    "sparse_sampling": "Few samples",
}


def flags_table(analysis: "RecordingAnalysis") -> Table:
    """Return the flags that strokes of a recording carry, how often, and what they say.

    Parameters
    ----------
    analysis : RecordingAnalysis
        What was found; without a flag the table has no rows.
    """
    every = [flag for stroke in analysis.strokes for flag in stroke.flags]
    rows = tuple(
        (
            flag.replace("_", " "),
            f"{every.count(flag)} of {len(analysis.strokes)}",
            said,
        )
        for flag, said in FLAG_WORDS.items()
        if flag in every
    )
    return Table("What the flags mean", ("Flag", "Strokes", "What it says"), rows)
