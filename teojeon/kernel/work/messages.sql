-- The number is given here, under a lock that lasts until commit, so that numbers have no gap and are committed in their order.
-- Replicated rows keep theirs: an ordinary trigger does not fire for them.
CREATE FUNCTION message_number() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(TG_TABLE_NAME || NEW.subject, 0));
  -- a statement of its own: it sees what the lock's last holder committed
  EXECUTE format('SELECT coalesce(max(number), 0) + 1 FROM %I WHERE subject = $1', TG_TABLE_NAME)
    INTO NEW.number USING NEW.subject;
  RETURN NEW;
END $$;

-- Wakes the reader: the job is rolled back with the message. No lock on the job: a killed worker would hold it.
CREATE FUNCTION wake_office() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = office_side, public, pg_temp AS $$
BEGIN
  PERFORM procrastinate_defer_jobs_v1(ARRAY[ROW('messages', 'take', 0, NULL, NULL,
    jsonb_build_object('subject', NEW.subject, 'account', NEW.account), NULL)::procrastinate_job_to_defer_v1]);
  RETURN NULL;
END $$;

CREATE FUNCTION wake_portal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = portal_side, public, pg_temp AS $$
BEGIN
  PERFORM procrastinate_defer_jobs_v1(ARRAY[ROW('messages', 'take', 0, NULL, NULL,
    jsonb_build_object('subject', NEW.subject, 'account', NEW.account), NULL)::procrastinate_job_to_defer_v1]);
  RETURN NULL;
END $$;

CREATE TRIGGER number BEFORE INSERT ON to_office FOR EACH ROW EXECUTE FUNCTION message_number();
CREATE TRIGGER number BEFORE INSERT ON to_portal FOR EACH ROW EXECUTE FUNCTION message_number();
CREATE TRIGGER arrived AFTER INSERT ON to_office FOR EACH ROW EXECUTE FUNCTION wake_office();
CREATE TRIGGER arrived AFTER INSERT ON to_portal FOR EACH ROW EXECUTE FUNCTION wake_portal();
-- also for rows that logical replication brings
ALTER TABLE to_office ENABLE ALWAYS TRIGGER arrived;
ALTER TABLE to_portal ENABLE ALWAYS TRIGGER arrived;

-- For the minute's sweep: what the calling side has not taken since a moment, whoever wrote it.
CREATE FUNCTION waiting(since timestamptz) RETURNS TABLE (subject uuid, account uuid)
STABLE LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT m.subject, m.account FROM to_office m
  WHERE acting_side() = 'office' AND m.stored_at >= since
    AND NOT EXISTS (SELECT FROM taken_by_office t WHERE t.message = m.id)
  UNION ALL
  SELECT DISTINCT m.subject, m.account FROM to_portal m
  WHERE acting_side() = 'portal' AND m.stored_at >= since
    AND NOT EXISTS (SELECT FROM taken_by_portal t WHERE t.message = m.id)
$$;
