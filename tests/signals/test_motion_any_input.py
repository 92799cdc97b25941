"""Motion channels of any kind and length give a result, never an error of arrays."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from strigil.signals import inertial_way, recording_of, refined_tilt_of, tilt_of
from strigil.signals.motion_steps import MOTION_CHANNELS


@settings(max_examples=60, deadline=None)
@given(
    st.integers(2, 300),
    st.floats(0.0, 1.0),
    st.sampled_from([0.0, 0.1, 5.0, 1e4]),
    st.integers(0, 1000),
)
def test_any_motion_gives_unit_quaternions_and_ordered_strokes(n, lost, size, seed):
    rng = np.random.default_rng(seed)
    time = np.cumsum(rng.exponential(0.01, n))
    motion = size * rng.normal(size=(6, n))
    motion[5] += 9.81
    motion[:, rng.random(n) < lost] = np.nan
    recording = recording_of(time, dict(zip(MOTION_CHANNELS, motion, strict=True)))
    for tilt in (tilt_of(recording), refined_tilt_of(recording)):
        if tilt is not None:
            assert np.isfinite(tilt.orientation).all()
            assert np.allclose(np.linalg.norm(tilt.orientation, axis=1), 1.0)
            assert (np.diff(tilt.steps.time) > 0).all()
    way = inertial_way(recording)
    for one in way.strokes if way else ():
        assert one.start < one.end
        assert (one.length is None) == bool(one.because)
