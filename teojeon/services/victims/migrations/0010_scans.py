import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

UNSCANNED = """
-- For the portal's hourly job: papers that were not scanned because the scanner was away, whoever uploaded them.
CREATE FUNCTION papers_unscanned(most integer) RETURNS TABLE (paper uuid, subject uuid, account uuid)
STABLE LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.id, p.subject, p.account FROM victims_portalpaper p
  WHERE acting_side() = 'portal' AND p.scan_reason = 'away' AND p.state = 'accepted' AND p.passage = ''
  ORDER BY p.checked_at LIMIT most
$$;
"""

BROKEN_OFF = """
-- For the portal's nightly job: uploads whose sending broke off and was not taken up again, whosever they are.
CREATE FUNCTION uploads_broken_off(before timestamptz)
RETURNS TABLE (upload uuid, paper uuid, bundle uuid, subject uuid, account uuid)
STABLE LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.id, u."group", u.bundle, u.subject, u.account FROM documents_upload u
  WHERE acting_side() = 'portal' AND u.file_id IS NULL AND u.touched_at < before
  ORDER BY u.touched_at
$$;
"""

UNNAMED = """
-- Of these stored files those that no row names. It looks into every column of every table that holds the id of a file, as the
-- catalogue lists them, past the row policies: what one account may not see is named all the same.
CREATE FUNCTION files_unnamed(files uuid[]) RETURNS SETOF uuid
STABLE LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE place record; left_over uuid[] := files; named uuid[];
BEGIN
  FOR place IN
    SELECT c.oid::regclass AS named_in, a.attname AS called FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
      AND a.atttypid = 'uuid'::regtype AND a.attname LIKE '%file%'
  LOOP
    EXECUTE format('SELECT coalesce(array_agg(%1$I), ''{}'') FROM %2$s WHERE %1$I = ANY ($1)', place.called, place.named_in)
      INTO named USING left_over;
    left_over := ARRAY(SELECT unnest(left_over) EXCEPT SELECT unnest(named));
  END LOOP;
  RETURN QUERY SELECT unnest(left_over);
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("victims", "0009_amendments")]

    operations = [
        migrations.CreateModel(
            name="CounterScan",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("handled_by", models.CharField(max_length=20)),
                ("paper", models.UUIDField()),
                ("position", models.PositiveSmallIntegerField()),
                ("doc_type", models.CharField(max_length=40)),
                ("issued_on", models.DateField(blank=True, null=True)),
                ("name_box", models.BinaryField()),
                ("size", models.BigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("file_id", models.UUIDField(blank=True, null=True)),
                ("author", models.UUIDField()),
                ("scanned_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(blank=True, null=True)),
                (
                    "draft",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="victims.counterdraft"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("draft", "sha256"), name="scan_of_counter_once")],
                "indexes": [models.Index(condition=Q(("taken_at", None)), fields=["scanned_at"], name="scan_of_counter_waits")],
            },
        ),
        migrations.AddField("paper", "scan_reason", models.CharField(blank=True, default="", max_length=8)),
        migrations.AddField("portalpaper", "scan_reason", models.CharField(blank=True, default="", max_length=8)),
        migrations.AddIndex(
            "paper", models.Index(condition=Q(("scan_reason", "away")), fields=["checked_at"], name="paper_unscanned")
        ),
        migrations.AddIndex(
            "portalpaper",
            models.Index(condition=Q(("scan_reason", "away")), fields=["checked_at"], name="portal_paper_unscanned"),
        ),
        migrations.RunSQL(UNSCANNED, "DROP FUNCTION papers_unscanned(integer)"),
        migrations.RunSQL(BROKEN_OFF, "DROP FUNCTION uploads_broken_off(timestamptz)"),
        migrations.RunSQL(UNNAMED, "DROP FUNCTION files_unnamed(uuid[])"),
    ]
