-- Counting is national, over links and tallies without a name; an official who sees few of the cases gets numbers, and of the
-- others months (S1-INV-05). Everything below runs as the owner, for the office alone.

-- One row for each case of each group: the lease it is about, and whether it counts (법§3①3: unpaid, or expected to be). A withdrawn or
-- returned case counts where a loss stands on file with evidence; one whose deposit was paid back does not.
CREATE FUNCTION linkage_told(wanted uuid[])
RETURNS TABLE (grp uuid, case_id uuid, sure boolean, counted boolean, lease text, house text, deposit bigint, sido text, month date)
STABLE LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH member AS (
    SELECT n."group" AS grp, e.case_id, bool_or(e.state IN ('SURE', 'CONFIRMED')) AS sure
    FROM victims_linknode n JOIN victims_casenode e ON e.node_id = n.id
    WHERE acting_side() = 'office' AND n."group" = ANY (wanted) AND e.until IS NULL AND e.state <> 'REJECTED'
    GROUP BY 1, 2
  )
  SELECT m.grp, m.case_id, m.sure,
    NOT t.repaid AND (c.state NOT IN ('WITHDRAWN', 'RETURNED') OR t.loss),
    -- house and first contract date make a lease, unless an official said that it is another one (the later filing stands apart)
    CASE WHEN t.lease = '' OR EXISTS (
      SELECT FROM victims_caselink l JOIN victims_casetally o ON o.case_id = l.other_id
      WHERE l.case_id = m.case_id AND l.state = 'REJECTED' AND o.lease = t.lease
    ) THEN m.case_id::text ELSE t.lease END,
    CASE WHEN t.house = '' THEN m.case_id::text ELSE t.house END,
    t.deposit, t.sido, date_trunc('month', c.received_at AT TIME ZONE 'Asia/Seoul')::date
  FROM member m JOIN cases_case c ON c.id = m.case_id JOIN victims_casetally t ON t.case_id = m.case_id
$$;

-- Leases that an official confirmed to be one contract count once, with their one deposit (A-09).
CREATE FUNCTION linkage_counts(wanted uuid[])
RETURNS TABLE (grp uuid, leases integer, cases integer, proposed integer, houses integer, deposits numeric, unknown_deposits integer)
STABLE LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH RECURSIVE told AS MATERIALIZED (SELECT * FROM linkage_told(wanted)),
  one AS (
    SELECT a.grp, a.lease, b.lease AS other FROM told a
    JOIN victims_caselink l ON l.case_id = a.case_id AND l.state = 'CONFIRMED' AND l.kind <> 'prior'
    JOIN told b ON b.grp = a.grp AND b.case_id = l.other_id
    WHERE a.lease <> b.lease
  ),
  linked AS (SELECT grp, lease, other FROM one UNION SELECT grp, other, lease FROM one),
  reached (grp, root, lease) AS (
    SELECT grp, lease, lease FROM told
    UNION
    SELECT r.grp, r.root, l.other FROM reached r JOIN linked l ON l.grp = r.grp AND l.lease = r.lease
  ),
  household AS (SELECT grp, lease, min(root) AS root FROM reached GROUP BY 1, 2),
  per AS (
    SELECT t.grp, h.root, bool_or(t.sure AND t.counted) AS counted, bool_or(t.counted) AS any_counted,
      max(t.deposit) FILTER (WHERE t.sure AND t.counted) AS deposit
    FROM told t JOIN household h ON h.grp = t.grp AND h.lease = t.lease GROUP BY 1, 2
  ),
  housed AS (SELECT t.grp, count(DISTINCT t.house) AS houses FROM told t WHERE t.sure AND t.counted GROUP BY 1)
  SELECT p.grp, (count(*) FILTER (WHERE p.counted))::integer,
    (SELECT count(*) FROM told t WHERE t.grp = p.grp AND t.sure)::integer,
    (count(*) FILTER (WHERE p.any_counted AND NOT p.counted))::integer,
    coalesce(max(h.houses), 0)::integer,
    coalesce(sum(p.deposit) FILTER (WHERE p.counted), 0),
    (count(*) FILTER (WHERE p.counted AND p.deposit IS NULL))::integer
  FROM per p LEFT JOIN housed h ON h.grp = p.grp GROUP BY p.grp
$$;

-- All that is told of the linked cases of others: how many of a 시·도 were filed in a month, and whether they count.
CREATE FUNCTION linkage_months(of_group uuid)
RETURNS TABLE (sido text, month date, counted boolean, cases integer)
STABLE LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.sido, t.month, t.counted, count(*)::integer FROM linkage_told(ARRAY[of_group]) t WHERE t.sure GROUP BY 1, 2, 3
$$;
