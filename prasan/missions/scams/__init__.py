"""The anti-online-scam centre 1441: reports of scams, and the banks' holds on the money that was sent."""
