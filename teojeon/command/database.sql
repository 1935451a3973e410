-- Once per database, by `owner`, before the first migration. Can be run again at any time.

-- No temporary tables: one of them could shadow a table inside a SECURITY DEFINER function.
DO $$
BEGIN
  EXECUTE format('REVOKE TEMPORARY, CREATE ON DATABASE %I FROM PUBLIC', current_database());
END $$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO portal, office;

-- Without IN SCHEMA: only so does it take away what PUBLIC has by default.
ALTER DEFAULT PRIVILEGES FOR ROLE owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- What libraries keep by user (accounts, sessions, second factors) and the job queue: once per side, seen by that side alone.
DO $$
DECLARE
  side text;
BEGIN
  FOREACH side IN ARRAY ARRAY['portal', 'office'] LOOP
    EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', side || '_side');
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', side || '_side', side);
    EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE owner IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %I', side || '_side', side);
    EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE owner IN SCHEMA %I GRANT USAGE ON SEQUENCES TO %I', side || '_side', side);
    EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE owner IN SCHEMA %I GRANT EXECUTE ON FUNCTIONS TO %I', side || '_side', side);
  END LOOP;
END $$;
