-- Once per cluster, by a role that may make roles. Can be run again at any time.
-- `owner` must INHERIT: else PostgreSQL 15 shows it a closed public schema in its own database.
DO $$
DECLARE
  wanted record;
BEGIN
  FOR wanted IN SELECT * FROM (VALUES ('owner', 'INHERIT'), ('portal', 'NOINHERIT'), ('office', 'NOINHERIT')) AS list (role, inherits) LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.role) THEN
      EXECUTE format('CREATE ROLE %I', wanted.role);
    END IF;
    EXECUTE format('ALTER ROLE %I LOGIN %s', wanted.role, wanted.inherits);
  END LOOP;

  -- Where the administrator is no superuser, making a database for `owner` needs membership in it.
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    GRANT owner TO CURRENT_USER;
  END IF;
END $$;
