-- For the register of rights: what lies in `public`, and who has which right (PUBLIC and single columns too).
CREATE FUNCTION house_objects() RETURNS TABLE (name text, is_table boolean)
STABLE LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT relname::text, true FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
  UNION ALL
  SELECT oid::regprocedure::text, false FROM pg_proc WHERE pronamespace = 'public'::regnamespace
$$;

CREATE FUNCTION house_rights() RETURNS TABLE (name text, role text, privilege text)
STABLE LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT name, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END, privilege_type
  FROM (
    SELECT nspname::text AS name, nspowner AS owner, nspacl AS acl FROM pg_namespace
    WHERE nspname IN ('public', 'portal_side', 'office_side')
    UNION ALL
    SELECT relname::text, relowner, relacl FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
    UNION ALL
    SELECT c.relname || '.' || attname, relowner, attacl FROM pg_attribute, pg_class c
    WHERE c.oid = attrelid AND relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT oid::regprocedure::text, proowner, coalesce(proacl, acldefault('f', proowner)) FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace
  ) objects, aclexplode(acl)
  WHERE grantee <> owner
$$;

-- Whose eyes. After a commit the setting is '', not NULL.
CREATE FUNCTION acting_account() RETURNS uuid
STABLE PARALLEL SAFE LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  SELECT nullif(current_setting('app.account', true), '')::uuid
$$;

-- The side by `role`: SET ROLE (tests) leaves session_user alone, and in SECURITY DEFINER current_user is the owner.
CREATE FUNCTION acting_side() RETURNS text
STABLE PARALLEL SAFE LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(nullif(current_setting('role'), 'none'), session_user::text)
$$;

-- The legal instant: the machine's, and in demo and test the offset between the two faces of the clock.
CREATE FUNCTION legal_now() RETURNS timestamptz
STABLE PARALLEL SAFE SECURITY DEFINER LANGUAGE sql SET search_path = public, pg_temp AS $$
  SELECT now() + make_interval(secs => coalesce((SELECT seconds FROM sides_clockoffset), 0))
$$;
