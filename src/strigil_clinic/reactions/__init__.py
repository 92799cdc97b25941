"""What the tissue showed after a session."""
