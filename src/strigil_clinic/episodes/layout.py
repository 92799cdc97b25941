"""What every page of an episode shows around its own content."""

from typing import Any

from strigil_clinic.episodes.corrections import earlier_values
from strigil_clinic.episodes.loop import caps_of, loop_of, next_part
from strigil_clinic.episodes.models import Episode
from strigil_clinic.words import episode_name, site_name

__all__ = ["episode_page"]


def episode_page(episode: Episode, here: str = "") -> dict[str, Any]:
    """Return the context of `episode.html`; `here` is the key of a part of the loop."""
    loop = loop_of(episode)
    return {
        "episode": episode,
        "patient": episode.patient,
        "episode_name": episode_name(episode),
        "site_name": site_name(episode.site_id),
        "caps": caps_of(episode),
        "loop": loop,
        "here": here,
        "earlier": earlier_values(episode, here),
        "next_part": next_part(loop),
    }
