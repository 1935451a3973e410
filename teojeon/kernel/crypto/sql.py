"""SQL for the migration of this app."""

# SECURITY DEFINER, because no run-time role may delete a secret by itself. The side is taken from `role`: under SET
# ROLE `session_user` stays, and inside this function `current_user` is the owner. A key of the other side is not found.
DESTROY_KEY = """
CREATE FUNCTION destroy_key(which uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  caller text := coalesce(nullif(current_setting('role'), 'none'), session_user);
BEGIN
  UPDATE crypto_datakey SET destroyed_at = now() WHERE id = which AND side = caller AND destroyed_at IS NULL;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  DELETE FROM crypto_datakeysecret WHERE key_id = which;
  RETURN true;
END $$;
"""
DROP_DESTROY_KEY = "DROP FUNCTION destroy_key(uuid);"
