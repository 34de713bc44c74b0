"""Every kind of question on one page, so that it can be looked at and tried."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.utils.translation import get_language
from django_cotton.compiler_regex import CottonCompiler

from prasan.look.fields import Choice, Field, Kind, StoredFile, bind, default_data, mistakes, parse_all, press
from prasan.look.fields import wants as pressed

PAGE = """{% extends "look/base.html" %}{% block title %}{{ title }}{% endblock %}
{% block breadcrumbs %}<c-breadcrumbs :links="crumbs" />{% endblock %}
{% block content %}<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<c-error-summary :mistakes="mistakes" />
<h1 class="govuk-heading-xl">{{ title }}</h1>
<c-banner kind="warning" title="{{ title }}"><p>{{ title }}</p></c-banner>
<c-banner kind="success"><p>{{ title }}</p></c-banner>
<c-form>{% for field in fields %}<c-field :field="field" />{% endfor %}
<div class="th-actions"><c-button>{{ send }}</c-button><c-button kind="secondary" name="save" value="1">{{ save }}</c-button></div></c-form>
<h2 class="govuk-heading-l">{{ title }}</h2>
<c-summary-list :rows="rows" />
<c-table caption="{{ title }}"><thead class="govuk-table__head"><tr class="govuk-table__row"><th class="govuk-table__header" scope="col">{{ title }}</th><th class="govuk-table__header" scope="col">{{ send }}</th></tr></thead><tbody class="govuk-table__body"><tr class="govuk-table__row"><td class="govuk-table__cell">{{ title }}</td><td class="govuk-table__cell"><c-tag colour="yellow">{{ send }}</c-tag> <c-tag colour="green">{{ save }}</c-tag></td></tr></tbody></c-table>
<c-steps :steps="steps" />
<c-details summary="{{ title }}">{{ send }}</c-details>
<c-pagination next="?after=x" previous="?before=y" />
</div></div>{% endblock %}"""  # noqa: E501


def gallery(request: HttpRequest) -> HttpResponse:
    thai = get_language() == "th"
    questions = fields(thai)
    values: dict[str, Any] = {}
    if request.method == "POST":
        data = press(default_data(request.POST))
        errors = {}
        if not pressed(request.POST):
            values, errors = parse_all(questions, data)
        questions = [bind(q, data, errors) for q in questions]
    title = "คำถามทุกแบบ" if thai else "Every kind of question"
    context = {
        "title": title,
        "send": "ดำเนินการต่อ" if thai else "Continue",
        "save": "บันทึกฉบับร่าง" if thai else "Save draft",
        "crumbs": [(title, "")],
        "fields": questions,
        "mistakes": mistakes(questions),
        "rows": [{"label": k, "value": str(v), "url": "#x"} for k, v in values.items()],
        "steps": [
            {"title": title, "state": "done", "time": "14 พ.ย. 2569"},
            {"title": title, "state": "now", "body": title},
            {"title": title, "state": "later"},
        ],
    }
    page = engines["django"].from_string(CottonCompiler().process(PAGE))
    return HttpResponse(page.render(context, request))


def fields(thai: bool) -> list[Field]:
    def t(th: str, en: str) -> str:
        return th if thai else en

    choices = [
        Choice("road", t("ถนน ทางเท้า ไฟส่องสว่าง", "Roads, footpaths, street lights")),
        Choice("water", t("น้ำประปา ไฟฟ้า", "Water, electricity"), t("รวมถึงท่อแตก", "Burst pipes too")),
        Choice("other", t("เรื่องอื่น", "Something else")),
    ]
    return [
        Field(Kind.TEXT, "subject", t("หัวข้อ", "Subject"), t("สรุปสั้น ๆ เช่น ไฟทางดับหน้าหมู่บ้าน", "In a few words"),
              required=True, max_length=150),
        Field(Kind.MULTILINE, "detail", t("รายละเอียด", "Details"), required=True, max_length=500),
        Field(Kind.RADIOS, "kind", t("ประเภทของเรื่อง", "Kind of matter"), required=True, choices=choices),
        Field(Kind.CHECKBOXES, "kinds", t("เลือกได้หลายข้อ", "Choose several"), choices=choices),
        Field(Kind.SELECT, "one", t("เลือกหนึ่งข้อ", "Choose one"), choices=choices),
        Field(Kind.YES_NO, "sure", t("ยืนยันหรือไม่", "Are you sure?"), required=True),
        Field(Kind.CHECKBOX, "hide", t("ขอปกปิดชื่อต่อหน่วยงานที่ถูกร้องเรียน", "Hide my name")),
        Field(Kind.DATE, "on", t("วันที่เกิดเหตุ", "Date it happened"),
              t("เช่น 14 พฤศจิกายน 2569", "Such as 14 November 2026"), required=True),
        Field(Kind.TIME, "at", t("เวลา", "Time"), t("เช่น 13.05", "Such as 13:05")),
        Field(Kind.MONEY, "amount", t("จำนวนเงิน", "Amount"), required=True),
        Field(Kind.INTEGER, "count", t("จำนวน", "How many"), minimum=1, maximum=10),
        Field(Kind.PHONE, "phone", t("หมายเลขโทรศัพท์", "Telephone number"), required=True),
        Field(Kind.EMAIL, "email", t("อีเมล", "E-mail")),
        Field(Kind.CITIZEN_ID, "cid", t("เลขประจำตัวประชาชน", "ID card number")),
        Field(Kind.ACCOUNT, "account", t("เลขที่บัญชี", "Account number")),
        Field(Kind.PLACE, "place", t("สถานที่เกิดเหตุ", "Where it happened"), required=True),
        Field(Kind.ADDRESS, "home", t("ที่อยู่ที่ติดต่อได้", "Your address")),
        Field(Kind.FILES, "files", t("แนบไฟล์", "Attach files"), t("ไฟล์ JPG หรือ PDF", "JPG or PDF"),
              files=[StoredFile("f1", "ภาพถ่ายไฟทาง.jpg", 345678)], accept=["image/jpeg", "application/pdf"]),
        Field(Kind.REPEAT, "transfers", t("รายการโอนเงิน", "Transfers"), max_items=5, fields=(
            Field(Kind.MONEY, "amount", t("จำนวนเงิน", "Amount"), required=True),
            Field(Kind.ACCOUNT, "to", t("บัญชีปลายทาง", "To account"), required=True),
        )),
    ]  # fmt: skip
