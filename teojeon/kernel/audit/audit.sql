-- The functions through which the log is written. SECURITY DEFINER always with pg_temp last in its search_path.

-- Which side calls. Under SET ROLE `session_user` stays, and inside SECURITY DEFINER `current_user` is the owner: hence `role`.
CREATE FUNCTION audit_side() RETURNS text STABLE LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  who text := coalesce(nullif(current_setting('role'), 'none'), session_user);
BEGIN
  IF who NOT IN ('portal', 'office') THEN
    RAISE EXCEPTION 'role "%" belongs to no side: the audit log is written by portal and office only', who
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN who;
END $$;

-- The digest before a chain's first event: a chain cannot be passed off as another one.
CREATE FUNCTION audit_genesis(side text, controller text, lane text) RETURNS bytea IMMUTABLE LANGUAGE sql
SET search_path = pg_catalog, pg_temp AS $$
  SELECT sha256(convert_to(format('teojeon audit 1|%s|%s|%s', side, controller, lane), 'UTF8')) $$;

-- [{"id": …, "controller": …, "lane": …, "body": …}, …], as the last statement before commit: the heads are locked in order until then.
-- The digest covers the one before and the row just as COPY (FORMAT binary) sends it, each field after its length in four bytes.
CREATE FUNCTION audit_append(batch jsonb) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  own_side text := audit_side();
  chain record;
  item jsonb;
  prefix bytea;
  content bytea;
  last_number bigint;
  last_digest bytea;
  instant timestamptz;
BEGIN
  FOR chain IN
    SELECT e ->> 'controller' AS controller, e ->> 'lane' AS lane, array_agg(e ORDER BY place) AS items
    FROM jsonb_array_elements(batch) WITH ORDINALITY AS list (e, place)
    GROUP BY 1, 2 ORDER BY (e ->> 'controller') COLLATE "C", (e ->> 'lane') COLLATE "C"
  LOOP
    BEGIN
      SELECT number, digest INTO STRICT last_number, last_digest FROM audit_head
      WHERE side = own_side AND controller = chain.controller AND lane = chain.lane FOR NO KEY UPDATE;
    EXCEPTION WHEN no_data_found THEN
      RAISE EXCEPTION 'no audit head for side %, controller %, lane %: make the heads with the controller',
        own_side, chain.controller, chain.lane USING ERRCODE = 'no_data_found';
    END;
    prefix := int4send(octet_length(own_side)) || convert_to(own_side, 'UTF8')
      || int4send(octet_length(chain.controller)) || convert_to(chain.controller, 'UTF8')
      || int4send(octet_length(chain.lane)) || convert_to(chain.lane, 'UTF8');
    FOREACH item IN ARRAY chain.items LOOP
      IF coalesce(strpos(item ->> 'body', format('"id":"%s"', (item ->> 'id')::uuid)), 0) = 0 THEN
        RAISE EXCEPTION 'the body of an audit event carries its id' USING ERRCODE = 'invalid_parameter_value';
      END IF;
      last_number := last_number + 1;
      instant := clock_timestamp();
      content := convert_to(item ->> 'body', 'UTF8');
      last_digest := sha256(last_digest || prefix
        || int4send(8) || int8send(last_number)
        || int4send(16) || uuid_send((item ->> 'id')::uuid)
        || int4send(8) || timestamptz_send(instant)
        || int4send(octet_length(content)) || content);
      INSERT INTO audit_event (side, controller, lane, number, id, at, body, digest)
      VALUES (own_side, chain.controller, chain.lane, last_number, (item ->> 'id')::uuid, instant, item ->> 'body', last_digest);
    END LOOP;
    UPDATE audit_head SET number = last_number, digest = last_digest
    WHERE side = own_side AND controller = chain.controller AND lane = chain.lane;
  END LOOP;
END $$;

-- The lanes of a controller, for both sides, once: 4 for acts, 16 for reads. Called by the office or the owner.
CREATE FUNCTION audit_make_heads(new_controller text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  who text := coalesce(nullif(current_setting('role'), 'none'), session_user);
BEGIN
  IF who <> 'office' AND NOT pg_has_role(who, current_user, 'MEMBER') THEN
    RAISE EXCEPTION 'role "%" may not make audit heads: the office or the owner does', who USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF new_controller IS NULL OR new_controller = '' THEN
    RAISE EXCEPTION 'audit heads need the code of a controller' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  INSERT INTO audit_head (side, controller, lane, number, digest)
  SELECT s.side, new_controller, l.lane, 0, audit_genesis(s.side, new_controller, l.lane)
  FROM unnest(ARRAY['portal', 'office']) AS s (side),
    (SELECT 'a' || n AS lane FROM generate_series(0, 3) AS n UNION ALL SELECT 'r' || n FROM generate_series(0, 15) AS n) AS l
  ON CONFLICT (side, controller, lane) DO NOTHING;
END $$;

-- For the hourly export: a side gets its own heads, the owner all of them.
CREATE FUNCTION audit_heads() RETURNS TABLE (side text, controller text, lane text, number bigint, digest bytea)
STABLE LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  who text := coalesce(nullif(current_setting('role'), 'none'), session_user);
  one_side text;
BEGIN
  IF who IN ('portal', 'office') OR NOT pg_has_role(who, current_user, 'MEMBER') THEN
    one_side := audit_side();
  END IF;
  RETURN QUERY SELECT h.side, h.controller, h.lane, h.number, h.digest FROM audit_head h
  WHERE one_side IS NULL OR h.side = one_side ORDER BY 1, 2, 3;
END $$;

-- Against accidents of the owner, who alone has the right: only the closing of a month deletes events, nothing changes them.
CREATE FUNCTION audit_unchangeable() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('audit.closing', true) = 'on' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'audit rows are not changed and not deleted (%.%)', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER unchangeable BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_unchangeable();
CREATE TRIGGER unchangeable BEFORE UPDATE OR DELETE ON audit_checkpoint FOR EACH ROW EXECUTE FUNCTION audit_unchangeable();

REVOKE ALL ON FUNCTION audit_side(), audit_genesis(text, text, text), audit_append(jsonb), audit_make_heads(text), audit_heads(),
  audit_unchangeable() FROM PUBLIC;
