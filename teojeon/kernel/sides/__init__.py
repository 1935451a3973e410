"""Two sides, one database: who is who, which side may do what, and whose eyes a query is for."""
