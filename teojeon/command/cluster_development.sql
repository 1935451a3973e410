-- Development and tests only, after cluster.sql. A test may `SET LOCAL ROLE portal`, and make its own databases.
GRANT portal, office TO owner;
ALTER ROLE owner CREATEDB;
