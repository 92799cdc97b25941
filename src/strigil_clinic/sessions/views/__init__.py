"""The pages of a session: visits and check, guided session, finish, signed record."""
