"""The desk searches within its view: open or closed cases, of the units chosen.

A mark in a case's words says that it is open. The database keeps it, whoever writes: a word row gets it when it
is written, and again when its case closes or opens.

The search of before stays until no program of that release can run beside this one.
"""

from importlib import import_module

from django.db import migrations

VISIBLE = import_module("prasan.core.casework.migrations.0007_who_reads_and_who_acts").VISIBLE

MARK = """
CREATE FUNCTION casework_mark_open() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    NEW.words := array_remove(NEW.words, '§o');
    IF EXISTS (SELECT 1 FROM casework_case c WHERE c.id = NEW.case_id AND c.kind <> 'closed') THEN
        NEW.words := NEW.words || '§o'::text;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER casework_mark_open BEFORE INSERT OR UPDATE ON casework_casewords
FOR EACH ROW EXECUTE FUNCTION casework_mark_open();

CREATE FUNCTION casework_mark_again() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE casework_casewords SET words = words WHERE case_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER casework_mark_again AFTER UPDATE OF kind ON casework_case
FOR EACH ROW WHEN ((OLD.kind = 'closed') <> (NEW.kind = 'closed')) EXECUTE FUNCTION casework_mark_again();

UPDATE casework_casewords SET words = words
WHERE case_id IN (SELECT c.id FROM casework_case c WHERE c.kind <> 'closed');
"""
UNMARK = """
DROP TRIGGER casework_mark_again ON casework_case; DROP FUNCTION casework_mark_again();
DROP TRIGGER casework_mark_open ON casework_casewords; DROP FUNCTION casework_mark_open();
"""

# As the search of before (see 0002), for the units of the scope's desk alone. in_units: some of those, NULL for
# all of them and for what they may only read. still_open: NULL for open and closed.
WHERE = f"""w.words && places AND (in_units IS NULL OR c.unit_id = ANY(in_units))
    AND (still_open IS NULL OR (c.kind <> 'closed') = still_open) AND ({VISIBLE})"""
SEARCH = f"""
CREATE FUNCTION casework_search(wanted text[], in_units bigint[], still_open boolean, most integer)
RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    places text[] := ARRAY(SELECT '§u' || u FROM unnest(scope_desk()) u
                           WHERE in_units IS NULL OR u = ANY(in_units));
    marked text[] := wanted || CASE WHEN still_open THEN ARRAY['§o'] ELSE ARRAY[]::text[] END;
    few constant integer := 2000;
    left_over integer := most;
    stretch bigint;
    found_here integer;
BEGIN
    IF cardinality(wanted) = 0 OR cardinality(places) = 0 THEN
        RETURN;
    END IF;
    IF (SELECT count(*) FROM (SELECT 1 FROM casework_casewords w
                              WHERE w.words @> marked AND w.words && places LIMIT few) AS sample) < few THEN
        RETURN QUERY SELECT c.id FROM casework_casewords w JOIN casework_case c ON c.id = w.case_id
            WHERE w.words @> marked AND {WHERE} ORDER BY c.id DESC LIMIT left_over;
        RETURN;
    END IF;
    FOR stretch IN SELECT generate_series((SELECT max(id) FROM casework_case) >> 13, 0, -1) LOOP
        RETURN QUERY SELECT c.id FROM casework_casewords w JOIN casework_case c ON c.id = w.case_id
            WHERE w.words @> (marked || ('§' || stretch)) AND {WHERE} ORDER BY c.id DESC LIMIT left_over;
        GET DIAGNOSTICS found_here = ROW_COUNT;
        left_over := left_over - found_here;
        EXIT WHEN left_over <= 0;
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0007_who_reads_and_who_acts")]

    operations = [
        # locks casework_casewords: the rows of open cases alone, a few in a hundred; nobody waits for them long
        migrations.RunSQL(MARK, UNMARK),
        migrations.RunSQL(SEARCH, "DROP FUNCTION casework_search(text[], bigint[], boolean, integer)"),
    ]
