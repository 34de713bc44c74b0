"""Forget the files that people gave in and then did not send: taken out of a draft, or of a step that was refused."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from prasan.core.casework.models import Draft
from prasan.core.documents import service as documents
from prasan.foundation import scope

GRACE = timedelta(days=7)  # a page that is still open, or another system, may yet send the file
_ID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)


def forget_files(grace: timedelta = GRACE) -> int:
    """Take away what no case holds and no draft names any more; how many files.

    grace: how old a file must be.
    """
    with scope.system("drafts"):
        left = documents.left_over(timezone.now() - grace)
        if left:  # read as text: what a draft holds need not be as its form asks
            drafts = Draft.objects.annotate(said=Cast("answers", TextField())).values_list("said", flat=True)
            for said in drafts.iterator():
                left -= {UUID(found) for found in _ID.findall(said)}
        return documents.remove_left_over(left)
