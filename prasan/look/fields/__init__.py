"""Questions on a page: what to ask, how it is shown, how the answer is read back.

A form engine makes one `Field` for each question, shows it with `<c-field :field="field" />`, and reads the
answer with `parse(field, data)`. Shapes of values, by kind:

text, multiline, email, password, uri, citizen_id, juristic_id, account   str (ids and accounts: digits only)
phone       str, E.164                      money       int, satang
integer     int                             number      int or float
date        str, ISO 8601 of the common era time        str "HH:MM"
radios, select, yes_no   the chosen value   checkboxes  list of chosen values
checkbox    bool                            place       str, code of the place at the level asked for
address     dict: no, moo, village, soi, road, place, postcode (str each, empty ones left out)
files       list of str, ids of stored files that stay (uploads are in request.FILES under the same name)
repeat      list of dicts, name of the inner question -> value
"""

from .asking import Asked, ask
from .field import Choice, Data, Field, Kind, StoredFile
from .groups import rows as repeat_rows
from .reading import Parsed, bind, default_data, parse, parse_all, press, wants
from .summary import Mistake, mistakes

__all__ = [
    "Asked",
    "Choice",
    "Data",
    "Field",
    "Kind",
    "Mistake",
    "Parsed",
    "StoredFile",
    "ask",
    "bind",
    "default_data",
    "mistakes",
    "parse",
    "parse_all",
    "press",
    "repeat_rows",
    "wants",
]
