"""Whose account a case belongs to."""

from __future__ import annotations

from prasan.core.identity import service as identity

from .channels import Channel


def account_of_applicant(applicant: int | None, channel: str) -> int | None:
    """The account of an applicant, None for somebody without one.

    In a case that another system filed for a citizen ID number that no account has, the applicant is the account
    that stands for nobody: so that whoever filed it sees and may do the same as if there were one.
    """
    if applicant is not None and channel == Channel.API and applicant == identity.nobody():
        return None
    return applicant
