"""Addresses of media that behave like CloudFront's signed ones: they open without a key, and expire."""

import base64
import hashlib
import hmac
import json
import math
import secrets
from collections.abc import Mapping
from urllib.parse import urlencode

CDN_PATH = "/assets-cdn"
PARTS_PATH = "/upload-parts"
DENIED = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    "<Error><Code>AccessDenied</Code><Message>Access denied</Message></Error>"
)


class Signer:
    """Makes and checks signed addresses. The signing key lives and dies with the sandbox."""

    def __init__(self, ttl: float) -> None:
        self._ttl = ttl
        self._key = secrets.token_bytes(32)

    def url(self, origin: str, asset_id: str, now: float) -> str:
        """An address of the asset's bytes, good for the sandbox's time to live from now."""
        condition = {"DateLessThan": {"AWS:EpochTime": math.ceil(now + self._ttl)}}
        resource = f"{origin}{CDN_PATH}/{asset_id}"
        statement = {"Statement": [{"Resource": resource, "Condition": condition}]}
        policy = _encode(json.dumps(statement, separators=(",", ":")).encode())
        query = {"Policy": policy, "Signature": self._sign(policy), "Key-Pair-Id": "KSANDBOX"}
        return f"{resource}?{urlencode(query)}"

    def opens(self, asset_id: str, query: Mapping[str, str], now: float) -> bool:
        """Whether an address's query is ours, for this asset, and has not expired."""
        policy = query.get("Policy", "")
        if not hmac.compare_digest(self._sign(policy).encode(), query.get("Signature", "").encode()):
            return False
        statement = json.loads(base64.urlsafe_b64decode(policy))["Statement"][0]
        names_it = statement["Resource"].endswith(f"{CDN_PATH}/{asset_id}")
        return bool(names_it and now < statement["Condition"]["DateLessThan"]["AWS:EpochTime"])

    def part_url(self, origin: str, part: str, expires: float) -> str:
        """An address that takes the bytes of one part of an upload until it expires (epoch seconds)."""
        until = str(math.ceil(expires))
        query = {"X-Amz-Expires": until, "X-Amz-Signature": self._sign(f"PUT {part} {until}")}
        return f"{origin}{PARTS_PATH}/{part}?{urlencode(query)}"

    def takes(self, part: str, query: Mapping[str, str], now: float) -> bool:
        """Whether a part's address is ours, for this part, and has not expired."""
        until = query.get("X-Amz-Expires", "")
        signed = self._sign(f"PUT {part} {until}").encode()
        return hmac.compare_digest(signed, query.get("X-Amz-Signature", "").encode()) and now < int(until)

    def _sign(self, policy: str) -> str:
        return _encode(hmac.new(self._key, policy.encode(), hashlib.sha256).digest())


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode()
