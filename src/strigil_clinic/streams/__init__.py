"""The live sensor of a session: its stream's process, and the line to the page."""
