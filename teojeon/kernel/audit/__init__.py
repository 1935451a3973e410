"""The audit log: events in hash chains, heads kept outside the database, and the verification of both."""
