"""Who saw and changed what: append-only and chained."""
