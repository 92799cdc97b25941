"""The clinic application: Django and htmx over the library; it holds no formula."""
