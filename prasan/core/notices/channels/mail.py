"""E-mail by SMTP."""

from __future__ import annotations

import smtplib
import socket
import uuid

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from prasan.core.events import service as events

from ..letters import Letter
from .faults import Later, Never, NotSetUp
from .settings import channel_settings, in_environment

TIMEOUT = 20  # seconds


class _Outside:
    """Connects to public addresses alone, and to the very one that was checked."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        found: socket.socket = super()._get_socket(  # type: ignore[misc]
            events.public_address(host, port), port, timeout
        )
        return found


class _Plain(_Outside, smtplib.SMTP):
    pass


class _Encrypted(_Outside, smtplib.SMTP_SSL):
    pass


class _OutsideBackend(EmailBackend):
    """For a server that an administrator named, not who runs the machine."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _Encrypted if self.use_ssl else _Plain


def deliver(address: str, letter: Letter, key: uuid.UUID) -> None:
    """Hand a plain-text letter to the mail server; its Message-ID stays the same at every attempt.

    The connection is encrypted (STARTTLS; from the start on port 465) unless `security` is "none".
    """
    ours = channel_settings("smtp")
    if not ours["host"] or not ours["from"]:
        raise NotSetUp("email")
    port = int(ours["port"]) if ours["port"].isdigit() else 587
    plain = ours["security"] == "none"
    backend = EmailBackend if in_environment("smtp", "host") else _OutsideBackend
    server = backend(
        host=ours["host"], port=port, username=ours["user"], password=ours["password"],
        use_ssl=not plain and port == 465, use_tls=not plain and port != 465, timeout=TIMEOUT,
    )  # fmt: skip
    domain = ours["from"].rsplit("@", 1)[-1].strip("> ")
    mail = EmailMessage(
        subject=" ".join(letter.subject.split()),
        body="\n\n".join(part for part in (letter.text, letter.url) if part),
        from_email=ours["from"], to=[address], connection=server,
        headers={
            "Message-ID": f"<{key}@{domain}>", "Auto-Submitted": "auto-generated",
            "Content-Language": letter.lang,
        },
    )  # fmt: skip
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _said in error.recipients.values()]
        raise Never("refused") if all(500 <= c < 600 for c in codes) else Later("refused for now") from error
    except smtplib.SMTPResponseException as error:
        said = f"SMTP {error.smtp_code}"
        # A wrong password (535) is the administrator's to mend.
        lasting = 500 <= error.smtp_code < 600 and not isinstance(error, smtplib.SMTPAuthenticationError)
        raise Never(said) if lasting else Later(said) from error
    except (OSError, smtplib.SMTPException, events.Forbidden) as error:
        raise Later(type(error).__name__) from error
    except ValueError as error:  # a header that cannot be written: the address holds a line break
        raise Never("wrong address") from error
