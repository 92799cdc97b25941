"""What a sampled site does at any force, at once: the curve that rates move along.

A site that is softer by a factor answers to a force as the site at once answers to the
force times that factor. This is exact at finite strain when all layers ease alike, for
the laws used here; when they do not, each quantity has a factor of its own.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from strigil.mechanics.indenter import Indenter
from strigil.mechanics.press import Pressed
from strigil.mechanics.sampled_site import SampledContact, SampledSite

__all__ = ["SiteCurve"]

Array = NDArray[np.float64]

# Indentations, widths and strains smaller than this are none.
_NONE = 1e-12
# The force at which a contact is as good as none, over the least force pressed.
_LEAST = 1e-3


@dataclass(frozen=True, slots=True)
class SiteCurve:
    """Contact at several forces, all moduli those at once: samples x forces.

    Attributes
    ----------
    force : ndarray
        Forces, rising in each row [N].
    indentation, half_width, mean_pressure : ndarray
        Indentation and half width [m], and contact pressure [Pa].
    strain : ndarray
        Compression of the target [1], positive.
    is_known : ndarray
        The finite-strain correction is sure of the highest force, samples.
    """

    force: Array
    indentation: Array
    half_width: Array
    mean_pressure: Array
    strain: Array
    is_known: NDArray[np.bool_]

    @classmethod
    def of(
        cls,
        site: SampledSite,
        contact: SampledContact,
        *,
        lighter: tuple[float, ...],
        factor: Array,
        steps: int,
    ) -> "SiteCurve":
        """Press a site at several forces.

        Parameters
        ----------
        site : SampledSite
            The drawn sites.
        contact : SampledContact
            The contact at the force asked.
        lighter : tuple of float
            Forces below it, as shares of it [1].
        factor : ndarray
            The highest force of each sample over it [1], 1 or more.
        steps : int
            Presses from it to the highest.

        Notes
        -----
        More force never presses less deep: where the correction says so, far beyond
        what was learnt, the depth stays.
        """
        asked = np.full(factor.shape, site.question.force)
        forces = [share * asked for share in lighter]
        pressed = [_press(site, contact.indenter, force) for force in forces]
        forces.append(asked)
        pressed.append(contact.pressed)
        if np.any(factor > 1.0):
            for step in range(1, steps + 1):
                forces.append(asked * factor ** (step / steps))
                pressed.append(_press(site, contact.indenter, forces[-1]))
        indentation = np.stack([one.indentation for one in pressed], axis=1)
        return cls(
            force=np.stack(forces, axis=1),
            indentation=np.maximum.accumulate(indentation, axis=1),
            half_width=np.stack([one.half_width for one in pressed], axis=1),
            mean_pressure=np.stack([one.mean_pressure for one in pressed], axis=1),
            strain=np.stack([-one.strain[:, 0] for one in pressed], axis=1),
            is_known=pressed[-1].is_known,
        )

    def indentation_of(self, sample: int, force: Array) -> Array:
        """Return the indentation of one sample at forces [N], in [m]."""
        return _between(self.force[sample], self.indentation[sample], force)

    def at(self, values: Array, force: Array) -> Array:
        """Return a row of the curve at forces [N], between those pressed.

        Parameters
        ----------
        values : ndarray
            A quantity of the curve, samples x forces.
        force : ndarray
            Forces wanted, samples x any number [N].

        Returns
        -------
        ndarray
            The quantity there: straight in logarithms, in proportion to the force below
            the least one pressed; in the unit of the quantity [SI].
        """
        rows = [
            _between(self.force[i], values[i], force[i]) for i in range(len(values))
        ]
        return np.stack(rows)

    def force_for(self, indentation: Array) -> Array:
        """Return the force [N] that presses as deep at once as an indentation [m]."""
        return np.stack(
            [
                _between(self.indentation[i], self.force[i], indentation[i])
                for i in range(len(self.force))
            ]
        )


def _press(site: SampledSite, indenter: Indenter, force: Array) -> Pressed:
    return site.pressed_by(indenter, force=force).pressed


def _between(force: Array, values: Array, wanted: Array) -> Array:
    rising = np.concatenate([[True], np.diff(force) > 0.0])
    x, y = np.log(force[rising]), np.log(np.maximum(values[rising], _NONE))
    least = _LEAST * force[0]
    at = np.log(np.maximum(wanted, least))
    inside = np.interp(at, x, y)
    slope = 0.0 if x.size == 1 else (y[-1] - y[-2]) / (x[-1] - x[-2])
    below, beyond = np.minimum(at - x[0], 0.0), np.maximum(at - x[-1], 0.0)
    found = np.exp(inside + below + slope * beyond)
    return np.asarray(np.where(wanted > least, found, 0.0))
