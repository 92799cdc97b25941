"""The hands-on assessment and its findings."""
