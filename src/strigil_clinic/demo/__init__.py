"""The demo clinic: invented people in every place of the loop, played day by day."""

from strigil_clinic.demo.load import load_demo
from strigil_clinic.demo.story import Stories, Story, read_stories
from strigil_clinic.demo.visits import DemoRefusedError

__all__ = ["DemoRefusedError", "Stories", "Story", "load_demo", "read_stories"]
