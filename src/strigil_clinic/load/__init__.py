"""What treating costs the hands of who treats."""
