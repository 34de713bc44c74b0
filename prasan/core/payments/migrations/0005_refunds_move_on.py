"""A refund only moves on, and what was asked for does not change: the database holds it, as it does for fees."""

from django.db import migrations

GUARD = """
CREATE FUNCTION payments_refund_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT row_security_active(TG_RELID) THEN RETURN coalesce(NEW, OLD); END IF;
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a refund stays in the books' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.payment_id, NEW.reason, NEW.proxy, NEW.requested_by, NEW.requested_at)
     IS DISTINCT FROM (OLD.payment_id, OLD.reason, OLD.proxy, OLD.requested_by, OLD.requested_at)
     OR (OLD.decided_by IS NOT NULL AND (NEW.decided_by, NEW.decided_at, NEW.note)
         IS DISTINCT FROM (OLD.decided_by, OLD.decided_at, OLD.note))
  THEN RAISE EXCEPTION 'what was asked for and decided does not change' USING ERRCODE = 'restrict_violation'; END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN
     (('requested', 'approved'), ('requested', 'rejected'), ('approved', 'sent'))
  THEN RAISE EXCEPTION 'a refund does not go from % to %', OLD.state, NEW.state
       USING ERRCODE = 'restrict_violation'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payments_refund_guard BEFORE UPDATE OR DELETE ON payments_refund
FOR EACH ROW EXECUTE FUNCTION payments_refund_guard();
"""
UNGUARD = "DROP TRIGGER payments_refund_guard ON payments_refund; DROP FUNCTION payments_refund_guard();"


class Migration(migrations.Migration):
    dependencies = [("payments", "0004_the_finance_office_reads")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
