-- Production, after cluster.sql: takes back what development may have given.
REVOKE portal, office FROM owner;
ALTER ROLE owner NOCREATEDB;
