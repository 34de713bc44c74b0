"""The expression language of service files: conditions, eligibility, guards and fees, in CEL, with types.

`compile` checks an expression against declared names and types and tells where a mistake lies; the
`Program` it gives runs in microseconds, cannot loop for ever and can reach nothing but the values given.
"""

from prasan.foundation.expressions.errors import ExpressionError, did_you_mean, near
from prasan.foundation.expressions.functions import FUNCTIONS, MACROS, SIGNATURES
from prasan.foundation.expressions.program import Names, Program, Values, compile, evaluate, holds
from prasan.foundation.expressions.types import (
    ANY,
    BOOL,
    DATE,
    INT,
    NULL,
    NUMBER,
    STRING,
    TIME,
    Type,
    fill,
    list_of,
    object_of,
    one_of,
)

__all__ = [
    "ANY",
    "BOOL",
    "DATE",
    "FUNCTIONS",
    "INT",
    "MACROS",
    "NULL",
    "NUMBER",
    "SIGNATURES",
    "STRING",
    "TIME",
    "ExpressionError",
    "Names",
    "Program",
    "Type",
    "Values",
    "compile",
    "did_you_mean",
    "evaluate",
    "fill",
    "holds",
    "list_of",
    "near",
    "object_of",
    "one_of",
]
