-- Who reaches what the portal keeps of a subject. Policies ask in a sub-select, once a query.
-- Of a subject that was opened to others the owner also sees the rows that these made.
CREATE FUNCTION represented_subjects() RETURNS uuid[]
STABLE PARALLEL SAFE SECURITY DEFINER LANGUAGE sql SET search_path = public, pg_temp AS $$
  SELECT coalesce(array_agg(subject), '{}') FROM (
    SELECT subject FROM people_access
    WHERE account = acting_account() AND (until IS NULL OR until > legal_now()) AND kind NOT IN ('helper', 'left')
    UNION
    SELECT a.subject FROM people_access a WHERE a.owner = acting_account() AND NOT EXISTS (
      SELECT FROM people_access l WHERE l.subject = a.subject AND l.account = a.owner AND l.until IS NULL AND l.kind = 'left')
  ) acting
$$;

CREATE FUNCTION helped_subjects() RETURNS uuid[]
STABLE PARALLEL SAFE SECURITY DEFINER LANGUAGE sql SET search_path = public, pg_temp AS $$
  SELECT coalesce(array_agg(subject), '{}') FROM people_access
  WHERE account = acting_account() AND (until IS NULL OR until > legal_now()) AND kind = 'helper'
$$;

-- What the office tells is kept under the owner's account also when the owner has left: the taker names the subject that it takes for.
CREATE FUNCTION taken_subject() RETURNS uuid
STABLE PARALLEL SAFE LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  SELECT nullif(current_setting('app.taking', true), '')::uuid
$$;

CREATE FUNCTION left_subjects() RETURNS uuid[]
STABLE PARALLEL SAFE SECURITY DEFINER LANGUAGE sql SET search_path = public, pg_temp AS $$
  SELECT coalesce(array_agg(a.subject), '{}') FROM people_access a
  WHERE a.account = acting_account() AND a.subject IS DISTINCT FROM taken_subject()
  AND ((a.kind = 'left' AND a.until IS NULL)
    OR (a.owner <> a.account AND NOT EXISTS (SELECT FROM people_access o WHERE o.subject = a.subject
                                             AND o.account = a.account AND (o.until IS NULL OR o.until > legal_now()))))
$$;

-- Whether the acting account acts for the person of this subject. `owner`: the account under which its rows stand.
CREATE FUNCTION acts_for(of_subject uuid, owner uuid) RETURNS boolean
STABLE PARALLEL SAFE SECURITY DEFINER LANGUAGE sql SET search_path = public, pg_temp AS $$
  SELECT ((owner = acting_account() AND NOT of_subject = ANY (left_subjects())) OR of_subject = ANY (represented_subjects())) IS TRUE
$$;

-- Whether the acting account is the person, or stands in the person's place: not a proxy, and no owner beside whom the person has come.
CREATE FUNCTION stands_for(of_subject uuid, owner uuid) RETURNS boolean
STABLE PARALLEL SAFE SECURITY DEFINER LANGUAGE sql SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM people_access a WHERE a.subject = of_subject AND a.account = acting_account() AND a.until IS NULL
                 AND a.kind IN ('principal', 'legal', 'heir'))
  OR (owner = acting_account() AND NOT EXISTS (SELECT FROM people_access a WHERE a.subject = of_subject AND a.until IS NULL
                                               AND a.kind IN ('principal', 'legal', 'heir', 'left'))) IS TRUE
$$;

-- At the office's word, while its message is taken: opens a subject to another account, as a case on paper to the person's own.
CREATE FUNCTION open_to(of_subject uuid, of_owner uuid, of_account uuid, as_kind text) RETURNS boolean
VOLATILE SECURITY DEFINER LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF (of_subject = taken_subject() AND of_owner = acting_account() AND as_kind IN ('principal', 'proxy')) IS NOT TRUE THEN
    RETURN false;
  END IF;
  INSERT INTO people_access (id, subject, owner, account, kind, since)
  VALUES (gen_random_uuid(), of_subject, of_owner, of_account, as_kind, legal_now())
  ON CONFLICT (subject, account) WHERE until IS NULL DO NOTHING;
  RETURN true;
END $$;

-- The account that made the rows of a subject; the service that keeps them says it (victims: the draft's).
CREATE FUNCTION subject_owner(of_subject uuid) RETURNS uuid
STABLE LANGUAGE sql SET search_path = public, pg_temp AS $$ SELECT NULL::uuid $$;

-- Uses a code up: opens the subject to the acting account. No row where the code is wrong, used, ended, expired or one's own.
CREATE FUNCTION accept_invitation(code bytea) RETURNS TABLE (subject uuid, owner uuid, kind text, invitation uuid, terms bytea)
VOLATILE SECURITY DEFINER LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE found people_invitation;
BEGIN
  SELECT * INTO found FROM people_invitation i
  WHERE i.code_hash = code AND i.used_by IS NULL AND i.ended_at IS NULL AND i.expires_at > legal_now() FOR UPDATE;
  -- the rows are the owner's indeed, and not the acting account's already
  IF found.id IS NULL OR acting_account() IS NULL OR subject_owner(found.subject) IS DISTINCT FROM found.owner
    OR acts_for(found.subject, found.owner)
  THEN
    RETURN;
  END IF;
  UPDATE people_invitation SET used_by = acting_account() WHERE id = found.id;
  -- a helper who becomes the proxy, an owner who comes back
  UPDATE people_access a SET until = legal_now()
  WHERE a.subject = found.subject AND a.account = acting_account() AND (a.until IS NULL OR a.until > legal_now());
  IF found.owner <> acting_account() THEN
    INSERT INTO people_access (id, subject, owner, account, kind, since, until)
    VALUES (gen_random_uuid(), found.subject, found.owner, acting_account(), found.kind, legal_now(), found.access_until);
  END IF;
  RETURN QUERY SELECT found.subject, found.owner, found.kind::text, found.id, found.terms_box;
END $$;

-- Ends one account's access, with the codes that it gave out. Who acts for the person may; a proxy not that of the person's own
-- account, of the legal representative or of the heirs; everybody may go. False where nothing was ended.
CREATE FUNCTION end_access(access uuid) RETURNS boolean
VOLATILE SECURITY DEFINER LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE ended people_access;
BEGIN
  SELECT * INTO ended FROM people_access
  WHERE id = access AND (until IS NULL OR until > legal_now()) AND kind <> 'left' FOR UPDATE;
  -- without an acting account or a subject that is taken these are unknown, which is no: IS TRUE
  IF ended.id IS NULL OR (
    ended.account = acting_account() OR ended.subject = taken_subject()
    OR (acts_for(ended.subject, ended.owner)
        AND (ended.kind IN ('helper', 'proxy') OR stands_for(ended.subject, ended.owner)))
  ) IS NOT TRUE THEN
    RETURN false;
  END IF;
  UPDATE people_access SET until = legal_now() WHERE id = ended.id;
  UPDATE people_invitation SET ended_at = legal_now()
  WHERE subject = ended.subject AND made_by = ended.account AND used_by IS NULL AND ended_at IS NULL;
  RETURN true;
END $$;

-- Closes the rows to the account that made them: by the person who has taken over, by the owner who goes, or at the office's word.
CREATE FUNCTION close_to_owner(of_subject uuid, of_owner uuid) RETURNS boolean
VOLATILE SECURITY DEFINER LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF (of_subject = taken_subject() OR EXISTS (
    SELECT FROM people_access a WHERE a.subject = of_subject AND a.owner = of_owner AND a.until IS NULL
    AND a.kind IN ('principal', 'legal', 'heir') AND (a.account = acting_account() OR of_owner = acting_account()))
  ) IS NOT TRUE THEN
    RETURN false;
  END IF;
  UPDATE people_invitation SET ended_at = legal_now()
  WHERE subject = of_subject AND made_by = of_owner AND used_by IS NULL AND ended_at IS NULL;
  INSERT INTO people_access (id, subject, owner, account, kind, since)
  VALUES (gen_random_uuid(), of_subject, of_owner, of_owner, 'left', legal_now())
  ON CONFLICT (subject, account) WHERE until IS NULL DO NOTHING;
  RETURN true;
END $$;
