"""An installation under load whose processes are killed; `tests/test_kills.py` runs it.

`make.py` and `verify.py` are programs with an environment of their own; the rest runs in the test.
"""

CITIZENS = ("pimjai", "khamsaen", "kanda", "anucha")  # invented people of the demonstration
OFFICERS = ("waraporn", "teerapol")  # of the unit that complaints go to
BANK_KEY = "whsec_a2lsbGVkIGF0IHJhbmRvbSBtb21lbnRz"
BILLER = "099999999999901"
