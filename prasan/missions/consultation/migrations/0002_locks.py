"""Row-level security; what was put to the public, and what was reported of it, is never changed."""

from django.db import migrations

from prasan.foundation.rls import append_only, secure

# Who consults for the agency in the column `{}`.
OWNER = """(SELECT scope_has('service_owner')) AND {} IN
    (SELECT u.agency_id FROM directory_unit u WHERE u.id = ANY((SELECT scope_units())::bigint[]))"""
OF = "EXISTS (SELECT 1 FROM consultation_consultation c WHERE c.id = consultation_id AND ({}))"
ANSWER = """EXISTS (SELECT 1 FROM consultation_answer a JOIN consultation_part p ON p.id = a.part_id
    JOIN consultation_consultation c ON c.id = p.consultation_id WHERE a.id = answer_id AND ({}))"""
OWN = OWNER.format("c.agency_id")

# A voice is the person's own; so is what it says, while the consultation takes answers.
MINE = "subject = (SELECT scope_subject())"
SAID = """EXISTS (SELECT 1 FROM consultation_voice v WHERE v.id = voice_id AND v.subject = (SELECT scope_subject()))
    AND EXISTS (SELECT 1 FROM consultation_part p JOIN consultation_consultation c ON c.id = p.consultation_id
        WHERE p.id = part_id AND c.state = 'opened' AND statement_timestamp() < c.closes_at)"""
SEEN = """EXISTS (SELECT 1 FROM consultation_part p JOIN consultation_consultation c ON c.id = p.consultation_id
    WHERE p.id = part_id AND c.state <> 'draft')"""

HELD = """
CREATE FUNCTION consultation_consultation_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'draft' THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' OR NEW.state = 'draft' OR (OLD.state = 'reported' AND NEW IS DISTINCT FROM OLD)
        OR NEW.closes_at - NEW.opened_at < OLD.closes_at - OLD.opened_at
        OR (NEW.opened_at IS DISTINCT FROM OLD.opened_at AND NOT scope_system())
        OR (NEW.slug, NEW.agency_id, NEW.title_th, NEW.title_en, NEW.summary_th, NEW.summary_en, NEW.anonymous,
            NEW.short_reason) IS DISTINCT FROM
           (OLD.slug, OLD.agency_id, OLD.title_th, OLD.title_en, OLD.summary_th, OLD.summary_en, OLD.anonymous,
            OLD.short_reason)
    THEN
        RAISE EXCEPTION 'what was put to the public stays' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER consultation_consultation_held BEFORE UPDATE OR DELETE ON consultation_consultation
FOR EACH ROW EXECUTE FUNCTION consultation_consultation_held();

CREATE FUNCTION consultation_part_held() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    state_now text;
BEGIN
    SELECT state INTO state_now FROM consultation_consultation
    WHERE id = CASE TG_OP WHEN 'INSERT' THEN NEW.consultation_id ELSE OLD.consultation_id END;
    IF state_now IS NULL OR state_now = 'draft' THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP <> 'UPDATE' OR state_now = 'reported'
        OR (NEW.consultation_id, NEW.kind, NEW.position, NEW.text_th, NEW.text_en) IS DISTINCT FROM
           (OLD.consultation_id, OLD.kind, OLD.position, OLD.text_th, OLD.text_en)
    THEN
        RAISE EXCEPTION 'what was put to the public stays' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER consultation_part_held BEFORE INSERT OR UPDATE OR DELETE ON consultation_part
FOR EACH ROW EXECUTE FUNCTION consultation_part_held();

CREATE FUNCTION consultation_argument_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM consultation_consultation WHERE state = 'reported'
               AND id = CASE TG_OP WHEN 'INSERT' THEN NEW.consultation_id ELSE OLD.consultation_id END)
    THEN
        RAISE EXCEPTION 'what was reported stays' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER consultation_argument_held BEFORE INSERT OR UPDATE OR DELETE ON consultation_argument
FOR EACH ROW EXECUTE FUNCTION consultation_argument_held();
"""
BEFORE = "".join(
    f"DROP TRIGGER consultation_{name}_held ON consultation_{name}; DROP FUNCTION consultation_{name}_held();"
    for name in ("argument", "part", "consultation")
)


class Migration(migrations.Migration):
    dependencies = [("consultation", "0001_initial"), ("directory", "0002_desk_and_books_of_the_scope")]

    operations = [
        secure(
            "consultation_consultation",
            read=f"state <> 'draft' OR ({OWNER.format('agency_id')})",
            write=OWNER.format("agency_id"),
        ),
        secure("consultation_part", read=OF.format(f"c.state <> 'draft' OR ({OWN})"), write=OF.format(OWN)),
        secure("consultation_voice", read=MINE),
        secure("consultation_answer", read=SEEN, write=SAID),
        secure("consultation_hiding", read=ANSWER.format("c.state <> 'draft'"), write=ANSWER.format(OWN)),
        secure(
            "consultation_argument", read=OF.format(f"c.state = 'reported' OR ({OWN})"), write=OF.format(OWN)
        ),
        secure(
            "consultation_gathered",
            read=ANSWER.format(f"c.state = 'reported' OR ({OWN})"),
            write=ANSWER.format(f"c.state = 'opened' AND {OWN}"),
        ),
        secure("consultation_report", read=OF.format("c.state = 'reported'"), write=OF.format(OWN)),
        append_only("consultation_report"),
        migrations.RunSQL(HELD, BEFORE),
    ]
