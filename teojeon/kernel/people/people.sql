-- The acting account's organisation and those it supervises. Policies ask for it in a sub-select, once a query.
CREATE FUNCTION own_organisations() RETURNS text[]
STABLE PARALLEL SAFE SECURITY DEFINER LANGUAGE sql SET search_path = public, pg_temp AS $$
  SELECT coalesce(array_agg(DISTINCT o.code), '{}') FROM people_organisation o
  JOIN people_official m ON m.organisation_id IN (o.code, o.supervisor_id) WHERE m.account = acting_account()
$$;
