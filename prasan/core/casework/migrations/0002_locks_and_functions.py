"""Row-level security, append-only tables, and the two functions of the hot paths."""

from django.db import migrations

from prasan.foundation.rls import append_only, secure

# Who sees a case: the person it is about, who opened it, the unit that has it, supervisors of its agency,
# and units that were given it to read. `c` is the case row.
VISIBLE = """
    {c}.applicant_id = (SELECT scope_person())
    OR {c}.opened_by_id = (SELECT scope_person())
    OR {c}.unit_id = ANY((SELECT scope_units())::bigint[])
    OR {c}.agency_id = ANY((SELECT scope_agencies())::bigint[])
    OR EXISTS (SELECT 1 FROM casework_casereader r
               WHERE r.case_id = {c}.id AND r.unit_id = ANY((SELECT scope_units())::bigint[]))
"""
OF_VISIBLE_CASE = "EXISTS (SELECT 1 FROM casework_case c WHERE c.id = case_id)"

OPEN_CASE = """
CREATE FUNCTION casework_open_case(
    new_case jsonb, new_said jsonb, new_who jsonb, new_event jsonb, new_clocks jsonb, new_words text[], draft uuid
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO casework_case SELECT * FROM jsonb_populate_record(NULL::casework_case, new_case);
    INSERT INTO casework_caseanswers SELECT * FROM jsonb_populate_record(NULL::casework_caseanswers, new_said);
    INSERT INTO casework_caseapplicant SELECT * FROM jsonb_populate_record(NULL::casework_caseapplicant, new_who);
    INSERT INTO casework_caseevent (case_id, seq, kind, at, actor_id, unit_id, data)
        SELECT case_id, seq, kind, at, actor_id, unit_id, data
        FROM jsonb_populate_record(NULL::casework_caseevent, new_event);
    INSERT INTO casework_clock (case_id, deadline, started_at, due_at, paused, pauses, met_at, next_at, step)
        SELECT case_id, deadline, started_at, due_at, paused, pauses, met_at, next_at, step
        FROM jsonb_populate_recordset(NULL::casework_clock, new_clocks);
    INSERT INTO casework_casewords (case_id, words) VALUES ((new_case->>'id')::bigint, new_words);
    IF draft IS NOT NULL THEN
        DELETE FROM casework_draft WHERE id = draft;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'draft already submitted' USING ERRCODE = 'unique_violation';
        END IF;
    END IF;
END $$;
"""

# Runs as the owner, past row-level security, so that PostgreSQL may use the index; the scope is applied
# inside, by the same condition as the policy's. It returns ids only; the rows are then read under the policy.
# Words that few cases hold are looked up at once. Words of many cases are looked for stretch by stretch of
# 8,192 case ids, newest first, so that a page of hits costs the same however many cases there are.
SEARCH = f"""
CREATE FUNCTION casework_search(wanted text[], most integer)
RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    mine text[] := ARRAY(SELECT '§u' || u FROM unnest(scope_units()) u)
        || ARRAY(SELECT '§a' || a FROM unnest(scope_agencies()) a);
    few constant integer := 2000;
    left_over integer := least(most, 200);
    stretch bigint;
    found_here integer;
BEGIN
    IF cardinality(wanted) = 0 OR cardinality(mine) = 0 THEN
        RETURN;
    END IF;
    IF (SELECT count(*) FROM (
            SELECT 1 FROM casework_casewords w WHERE w.words @> wanted AND w.words && mine LIMIT few) AS sample) < few THEN
        RETURN QUERY SELECT c.id FROM casework_casewords w JOIN casework_case c ON c.id = w.case_id
            WHERE w.words @> wanted AND w.words && mine AND ({VISIBLE.format(c="c")})
            ORDER BY c.id DESC LIMIT left_over;
        RETURN;
    END IF;
    FOR stretch IN SELECT generate_series((SELECT max(id) FROM casework_case) >> 13, 0, -1) LOOP
        RETURN QUERY SELECT c.id FROM casework_casewords w JOIN casework_case c ON c.id = w.case_id
            WHERE w.words @> (wanted || ('§' || stretch)) AND w.words && mine AND ({VISIBLE.format(c="c")})
            ORDER BY c.id DESC LIMIT left_over;
        GET DIAGNOSTICS found_here = ROW_COUNT;
        left_over := left_over - found_here;
        EXIT WHEN left_over <= 0;
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial")]

    operations = [
        append_only("casework_serviceversion"),
        append_only("casework_caseevent"),
        secure(
            "casework_draft",
            read="author_id = (SELECT scope_person())",
        ),
        secure("casework_case", read=VISIBLE.format(c="casework_case")),
        secure("casework_caseanswers", read=OF_VISIBLE_CASE),
        secure(
            "casework_caseapplicant",
            read="""EXISTS (SELECT 1 FROM casework_case c WHERE c.id = case_id AND (
                NOT c.confidential OR c.applicant_id = (SELECT scope_person())
                OR c.opened_by_id = (SELECT scope_person())
                OR received_by_id = ANY((SELECT scope_units())::bigint[])))""",
        ),
        # A reader row is what the case's own policy asks, so this one must not ask the case again.
        secure(
            "casework_casereader",
            read="unit_id = ANY((SELECT scope_units())::bigint[])",
            write="false",  # the program alone gives a case to read, in the flows that hand over or ask
        ),
        secure("casework_casewords", read="false", write=OF_VISIBLE_CASE),
        secure("casework_caseevent", read=OF_VISIBLE_CASE),
        secure(
            "casework_casemessage",
            read="""EXISTS (SELECT 1 FROM casework_case c WHERE c.id = case_id
                AND (NOT internal OR c.applicant_id IS DISTINCT FROM (SELECT scope_person())))""",
        ),
        secure("casework_clock", read=OF_VISIBLE_CASE),
        secure("casework_part", read=OF_VISIBLE_CASE),
        secure("casework_rating", read=OF_VISIBLE_CASE),
        migrations.RunSQL(OPEN_CASE, "DROP FUNCTION casework_open_case"),
        migrations.RunSQL(SEARCH, "DROP FUNCTION casework_search"),
    ]
