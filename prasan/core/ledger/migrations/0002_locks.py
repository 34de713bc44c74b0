"""Row-level security, append-only tables, and the two doors into them: `ledger_append` and `ledger_erase`.

Both functions run as their owner. The program's role itself can neither write a leaf past `ledger_append`
nor read a record or a person's row that the scope does not admit.
"""

from django.db import migrations

from prasan.foundation.rls import append_only, secure

MINE = (
    "EXISTS (SELECT 1 FROM ledger_subject s WHERE s.leaf_id = ledger_record.leaf_id"
    " AND s.subject = (SELECT scope_subject()))"
)
AUDITED = (
    "agency = ANY(ARRAY(SELECT code::text FROM directory_agency"
    " WHERE id = ANY((SELECT scope_audits())::bigint[])))"
)

APPEND = """
CREATE FUNCTION ledger_append(body text, record jsonb, salt bytea, subjects jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE made bigint;
BEGIN
    INSERT INTO ledger_leaf (body) VALUES (ledger_append.body) RETURNING id INTO made;
    INSERT INTO ledger_pending (leaf_id) VALUES (made);
    INSERT INTO ledger_record
        (leaf_id, at, kind, actor, role, agency, unit, action, case_number, data, purpose, basis, salt)
    SELECT made, (record->>'at')::timestamptz, record->>'kind', record->>'actor', record->>'role',
        record->>'agency', record->>'unit', record->>'action', record->>'case',
        ARRAY(SELECT jsonb_array_elements_text(record->'data')), record->'purpose', record->>'basis',
        ledger_append.salt;
    INSERT INTO ledger_subject (leaf_id, subject, case_number, data, purpose, basis, salt)
    SELECT made, (s->>'subject')::uuid, s->>'case', ARRAY(SELECT jsonb_array_elements_text(s->'data')),
        s->'purpose', s->>'basis', decode(s->>'salt', 'hex')
    FROM jsonb_array_elements(subjects) s;
    RETURN made;
END $$;
"""

ERASE = """
CREATE FUNCTION ledger_erase(who uuid) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE gone bigint;
BEGIN
    IF NOT scope_system() THEN
        RAISE EXCEPTION 'only the program itself erases' USING ERRCODE = 'insufficient_privilege';
    END IF;
    DELETE FROM ledger_record r USING ledger_subject s
    WHERE s.subject = who AND s.leaf_id = r.leaf_id AND NOT EXISTS (
        SELECT 1 FROM ledger_subject other WHERE other.leaf_id = s.leaf_id AND other.subject <> who);
    DELETE FROM ledger_subject WHERE subject = who;
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial"), ("directory", "0001_initial")]

    operations = [
        *(
            secure(t, read="true", write="false")
            for t in ("ledger_leaf", "ledger_entry", "ledger_node", "ledger_head")
        ),
        secure("ledger_pending", read="false"),
        secure("ledger_record", read=f"{MINE} OR {AUDITED}", write="false"),
        secure("ledger_subject", read="subject = (SELECT scope_subject())", write="false"),
        *(append_only(t) for t in ("ledger_leaf", "ledger_entry", "ledger_node", "ledger_head")),
        *(append_only(t, erasable=True) for t in ("ledger_record", "ledger_subject")),
        migrations.RunSQL(APPEND, "DROP FUNCTION ledger_append(text, jsonb, bytea, jsonb)"),
        migrations.RunSQL(ERASE, "DROP FUNCTION ledger_erase(uuid)"),
    ]
