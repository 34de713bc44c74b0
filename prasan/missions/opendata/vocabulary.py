"""The closed lists of a dataset's description.

Values are those of the Thai government data catalogue (GD Catalog), in Thai as its portals exchange them, each
with the word in English and, where the European vocabularies have one, its IRI for DCAT-AP.
Source: DGA, "Metadata standard for the government data catalogue" and the dataset schema of GD Catalog.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

EU = "http://publications.europa.eu/resource/authority/"


class Kind(models.TextChoices):
    """data_type: what kind of dataset it is."""

    RECORDS = "ข้อมูลระเบียน", _("Records")
    STATISTICS = "ข้อมูลสถิติ", _("Statistics")
    GEOSPATIAL = "ข้อมูลภูมิสารสนเทศเชิงพื้นที่", _("Geospatial data")
    MIXED = "ข้อมูลหลากหลายประเภท", _("Several kinds")
    OTHER = "ข้อมูลประเภทอื่นๆ", _("Another kind")


class Objective(models.TextChoices):
    """objective: what the data are kept for."""

    STRATEGY = "ยุทธศาสตร์ชาติ", _("National strategy")
    DEVELOPMENT = "แผนพัฒนาเศรษฐกิจและสังคมแห่งชาติ", _("National economic and social development plan")
    SECURITY = "แผนความมั่นคงแห่งชาติ", _("National security plan")
    MASTER = "แผนแม่บทภายใต้ยุทธศาสตร์ชาติ", _("Master plans under the national strategy")
    REFORM = "แผนปฏิรูปประเทศ", _("National reform plan")
    POLICY = "นโยบายรัฐบาล/ข้อสั่งการนายกรัฐมนตรี", _("Policy of the government, orders of the prime minister")
    CABINET = "มติคณะรัฐมนตรี", _("Resolution of the cabinet")
    SERVICE = "เพื่อการให้บริการประชาชน", _("Service to the public")
    LAW = "กฎหมายที่เกี่ยวข้อง", _("Required by law")
    MISSION = "พันธกิจหน่วยงาน", _("Mission of the agency")
    INDEX = "ดัชนี/ตัวชี้วัดระดับนานาชาติ", _("International index")
    UNKNOWN = "ไม่ทราบ", pgettext_lazy("open data", "Unknown")


class Frequency(models.TextChoices):
    """update_frequency_unit: how often the data are brought up to date."""

    YEAR = "ปี", pgettext_lazy("open data", "Year")
    HALF_YEAR = "ครึ่งปี", _("Half a year")
    QUARTER = "ไตรมาส", _("Quarter")
    MONTH = "เดือน", pgettext_lazy("open data", "Month")
    WEEK = "สัปดาห์", pgettext_lazy("open data", "Week")
    DAY = "วัน", pgettext_lazy("open data", "Day")
    WORKING_DAY = "วันทำการ", _("Working day")
    HOUR = "ชั่วโมง", pgettext_lazy("open data", "Hour")
    MINUTE = "นาที", pgettext_lazy("open data", "Minute")
    LIVE = "ตามเวลาจริง", _("In real time")
    NEVER = "ไม่มีการปรับปรุงหลังจากการจัดเก็บข้อมูล", _("Not updated after it was collected")
    UNKNOWN = "ไม่ทราบ", pgettext_lazy("open data", "Unknown")


# The longest time between two updates; none where nothing is promised.
PERIOD: dict[str, timedelta] = {
    Frequency.YEAR: timedelta(days=366),
    Frequency.HALF_YEAR: timedelta(days=184),
    Frequency.QUARTER: timedelta(days=92),
    Frequency.MONTH: timedelta(days=31),
    Frequency.WEEK: timedelta(days=7),
    Frequency.DAY: timedelta(days=1),
    Frequency.WORKING_DAY: timedelta(days=4),
    Frequency.HOUR: timedelta(hours=1),
    Frequency.MINUTE: timedelta(minutes=1),
    Frequency.LIVE: timedelta(minutes=1),
}
FREQUENCY_EU = {
    Frequency.YEAR: "ANNUAL", Frequency.HALF_YEAR: "ANNUAL_2", Frequency.QUARTER: "QUARTERLY",
    Frequency.MONTH: "MONTHLY", Frequency.WEEK: "WEEKLY", Frequency.DAY: "DAILY",
    Frequency.WORKING_DAY: "DAILY", Frequency.HOUR: "HOURLY", Frequency.MINUTE: "UPDATE_CONT",
    Frequency.LIVE: "UPDATE_CONT", Frequency.NEVER: "NEVER", Frequency.UNKNOWN: "UNKNOWN",
}  # fmt: skip


class Coverage(models.TextChoices):
    """geo_coverage: the smallest area the data tell of."""

    NONE = "ไม่มี", pgettext_lazy("open data", "None")
    WORLD = "โลก", _("World")
    CONTINENT = "ทวีป/กลุ่มประเทศในทวีป", _("Continent or part of one")
    COUNTRY = "ประเทศ", pgettext_lazy("open data", "Country")
    REGION = "ภาค", pgettext_lazy("open data", "Region")
    PROVINCE = "จังหวัด", pgettext_lazy("open data", "Province")
    DISTRICT = "อำเภอ", pgettext_lazy("open data", "District")
    SUBDISTRICT = "ตำบล", pgettext_lazy("open data", "Sub-district")
    VILLAGE = "หมู่บ้าน", pgettext_lazy("open data", "Village")
    MUNICIPALITY = "เทศบาล/อบต.", _("Municipality")
    POINT = "พิกัด", _("Coordinates")
    UNKNOWN = "ไม่ทราบ", pgettext_lazy("open data", "Unknown")


class Category(models.TextChoices):
    """data_category: class of the data under the rules of data governance; public data alone are published."""

    PUBLIC = "ข้อมูลสาธารณะ", _("Public data")


class Licence(models.TextChoices):
    """license_id, as GD Catalog names licences."""

    BY = "Creative Commons Attributions", _("Creative Commons Attribution 4.0")
    ODC = "Open Data Common", _("Open Data Commons Attribution 1.0")
    BY_SA = "Creative Commons Attribution Share-Alike", _("Creative Commons Attribution-ShareAlike 4.0")
    BY_NC = "Creative Commons Non-Commercial (Any)", _("Creative Commons Attribution-NonCommercial 4.0")
    NONE = "License not specified", _("No licence stated")


LICENCE_URL = {
    Licence.BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.ODC: "https://opendatacommons.org/licenses/by/1-0/",
    Licence.BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/",
}
LICENCE_EU = {
    Licence.BY: EU + "licence/CC_BY_4_0",
    Licence.ODC: EU + "licence/ODC_BY",
    Licence.BY_SA: EU + "licence/CC_BYSA_4_0",
    Licence.BY_NC: EU + "licence/CC_BYNC_4_0",
}
OPEN_LICENCES = frozenset({Licence.BY, Licence.ODC, Licence.BY_SA})


class Language(models.TextChoices):
    """data_language: languages in which the data are written."""

    THAI = "ไทย", _("Thai")
    ENGLISH = "อังกฤษ", pgettext_lazy("open data", "English")
    OTHER = "อื่นๆ", _("Other languages")


LANGUAGE_EU = {Language.THAI: "THA", Language.ENGLISH: "ENG", Language.OTHER: "MUL"}
LANGUAGE_CODE = {Language.THAI: "th", Language.ENGLISH: "en", Language.OTHER: "mul"}


class Theme(models.TextChoices):
    """What the data are about: the data themes of the European vocabulary, which DCAT-AP asks for."""

    AGRI = "agriculture", _("Agriculture, fisheries, forestry and food")
    ECON = "economy", _("Economy and finance")
    EDUC = "education", _("Education, culture and sport")
    ENER = "energy", _("Energy")
    ENVI = "environment", _("Environment")
    GOVE = "government", _("Government and public sector")
    HEAL = "health", _("Health")
    JUST = "justice", _("Justice, legal system and public safety")
    REGI = "regions", _("Regions and cities")
    SOCI = "society", _("Population and society")
    TECH = "technology", _("Science and technology")
    TRAN = "transport", _("Transport")
    INTR = "international", _("International matters")


# Media type, and name in the European list of file types.
FORMATS = {
    "CSV": ("text/csv", "CSV"),
    "PARQUET": ("application/vnd.apache.parquet", "PARQUET"),
    "JSON": ("application/json", "JSON"),
    "XLSX": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"),
    "PDF": ("application/pdf", "PDF"),
    "XML": ("application/xml", "XML"),
    "GEOJSON": ("application/geo+json", "GEOJSON"),
    "HTML": ("text/html", "HTML"),
    "API": ("application/json", "JSON"),
    "ZIP": ("application/zip", "ZIP"),
}
