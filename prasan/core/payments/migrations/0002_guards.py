"""Who may see and change what, and what the books never let happen."""

from __future__ import annotations

from django.db import migrations

from prasan.foundation.rls import append_only, secure

# Books are not rewritten: what was asked and what came in stays, and a state only moves on. The owner of the
# tables (migrations, restoring a backup) is not bound.
GUARD = """
CREATE FUNCTION payments_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT row_security_active(TG_RELID) THEN RETURN coalesce(NEW, OLD); END IF;
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'money that moved stays in the books' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_TABLE_NAME = 'payments_transfer' THEN
    IF (NEW.transaction, NEW.payment_id, NEW.ref1, NEW.ref2, NEW.amount, NEW.made_at, NEW.outcome)
       IS DISTINCT FROM (OLD.transaction, OLD.payment_id, OLD.ref1, OLD.ref2, OLD.amount, OLD.made_at, OLD.outcome)
    THEN RAISE EXCEPTION 'what the bank told does not change' USING ERRCODE = 'restrict_violation'; END IF;
  ELSE
    IF (NEW.id, NEW.reference, NEW.ref1, NEW.ref2, NEW.agency_id, NEW.amount, NEW.currency, NEW.created_at)
       IS DISTINCT FROM
       (OLD.id, OLD.reference, OLD.ref1, OLD.ref2, OLD.agency_id, OLD.amount, OLD.currency, OLD.created_at)
       OR (OLD.transaction IS NOT NULL AND (NEW.transaction, NEW.paid_at) IS DISTINCT FROM (OLD.transaction, OLD.paid_at))
    THEN RAISE EXCEPTION 'a fee that was asked for does not change' USING ERRCODE = 'restrict_violation'; END IF;
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN
       (('pending', 'paid'), ('pending', 'cancelled'), ('paid', 'refunded'))
    THEN RAISE EXCEPTION 'a payment does not go from % to %', OLD.state, NEW.state
         USING ERRCODE = 'restrict_violation'; END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payments_payment_guard BEFORE UPDATE OR DELETE ON payments_payment
FOR EACH ROW EXECUTE FUNCTION payments_guard();
CREATE TRIGGER payments_transfer_guard BEFORE UPDATE OR DELETE ON payments_transfer
FOR EACH ROW EXECUTE FUNCTION payments_guard();
"""
UNGUARD = """
DROP TRIGGER payments_payment_guard ON payments_payment;
DROP TRIGGER payments_transfer_guard ON payments_transfer;
DROP FUNCTION payments_guard();
"""

# Only the program writes here: flows decide who may, then act in its name.
NOBODY = "false"
FINANCE = (
    "(SELECT scope_has('finance')) AND agency_id IN"
    " (SELECT u.agency_id FROM directory_unit u WHERE u.id = ANY((SELECT scope_units())::bigint[]))"
    " OR agency_id = ANY((SELECT scope_agencies())::bigint[])"
)
OF_PAYMENT = "EXISTS (SELECT 1 FROM payments_payment p WHERE p.id = payment_id)"


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE payments_number", "DROP SEQUENCE payments_number"),
        secure(
            "payments_payment",
            read=f"payer = (SELECT scope_subject()) OR requested_by = (SELECT scope_subject()) OR {FINANCE}",
            write=NOBODY,
        ),
        secure("payments_receipt", read=OF_PAYMENT, write=NOBODY),
        secure("payments_refund", read=OF_PAYMENT, write=NOBODY),
        secure(
            "payments_transfer",
            read=f"payment_id IS NULL AND (SELECT scope_has('finance')) OR {OF_PAYMENT}",
            write=NOBODY,
        ),
        secure("payments_receiptcounter", read=NOBODY),
        secure("payments_reconciliation", read=FINANCE, write=NOBODY),
        append_only("payments_receipt"),
        append_only("payments_reconciliation"),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
