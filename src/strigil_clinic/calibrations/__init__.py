"""Each practitioner's own words for force, in newtons."""
