from django.urls import path

from .views import demo_bank, fee, finance

app_name = "payments"
urlpatterns = [
    path("payments/check", fee.check, name="check"),
    path("payments/<uuid:payment_id>", fee.fee, name="fee"),
    path("payments/<uuid:payment_id>/state", fee.state, name="state"),
    path("payments/<uuid:payment_id>/receipt", fee.receipt, name="receipt"),
    path("finance/payments", finance.payments, name="finance-payments"),
    path("finance/payments/<uuid:payment_id>", finance.payment, name="finance-payment"),
    path("finance/unopened", finance.untold, name="finance-untold"),
    path("finance/payments/<uuid:payment_id>/again", finance.again, name="finance-again"),
    path("finance/transfers", finance.transfers, name="finance-transfers"),
    path("finance/transfers/<int:transfer_id>/settle", finance.settle_transfer, name="finance-settle"),
    path("finance/refunds", finance.refunds, name="finance-refunds"),
    path("finance/refunds/<int:refund_id>/decide", finance.decide, name="finance-decide"),
    path("finance/refunds/<int:refund_id>/sent", finance.sent, name="finance-sent"),
    path("finance/bank", finance.bank_day, name="finance-bank"),
    path("finance/bank/<int:report_id>", finance.report, name="finance-report"),
    path("demo/bank", demo_bank.bank, name="demo-bank"),
]
