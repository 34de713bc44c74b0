"""Background work on drafts and their files."""

from __future__ import annotations

from procrastinate.contrib.django import app

from .flows.discard_draft import forget_drafts
from .flows.forget_files import forget_files


@app.periodic(cron="37 19 * * *")  # 02:37 in Bangkok
@app.task(name="casework.forget_drafts", queueing_lock="casework.forget_drafts")
def forget_old_drafts(timestamp: int) -> None:
    """Forget what people began and left, and the files that they did not send after all."""
    forget_drafts()
    forget_files()
