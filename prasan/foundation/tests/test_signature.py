"""Signed messages as the standard writes them. What is refused, the payments room tests with the bank's messages."""

import base64

from prasan.foundation import signature


def test_the_signature_is_that_of_standard_webhooks() -> None:
    """The example of the specification's reference implementation."""
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    headers = signature.sign(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}', at=1614265330)
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
