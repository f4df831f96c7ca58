"""Who calls, as the gateway says it in the header Gateway-Assertion.

Needs PyJWT and cryptography (Debian: python3-jwt python3-cryptography); docs/downstream.md has the rules and the reasons.
"""

import base64
import http.client
import json
import re
import threading
import time
import urllib.request

import jwt

SKEW_SECONDS = 5
LIFE_SECONDS_MAX = 60
THREE_PARTS = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        """Keys come from where the gateway is, not from where somebody else says."""


NO_REDIRECTS = urllib.request.build_opener(_NoRedirect)


class Refused(Exception):
    """The assertion is not good for this request: 401. The text is for the log; it holds nothing of the assertion."""


class KeysUnavailable(Exception):
    """The gateway's keys could never be fetched, so nobody can say: 503."""


class GatewayKeys:
    """The gateway's keys: fetched when they are first needed, every ten minutes, and, now and then, when a kid is unknown.

    PyJWT's own PyJWKClient asks again for every unknown kid, so anybody could make it ask without end.
    """

    def __init__(self, gateway):
        self._url = gateway.rstrip("/") + "/.well-known/gateway/jwks.json"
        self._keys = {}
        self._asking = threading.Lock()
        self._not_before = 0.0
        threading.Thread(target=self._keep_fresh, daemon=True).start()

    def __call__(self, kid):
        if kid not in self._keys:
            self._ask_for(kid)
        if not self._keys:
            raise KeysUnavailable("The keys of the gateway cannot be fetched")
        return self._keys.get(kid)

    def _ask_for(self, kid):
        with self._asking:
            if kid not in self._keys and time.monotonic() >= self._not_before:
                self._fetch()
                if kid not in self._keys:  # A rotation brings the key. What brings nothing is not repeated at once.
                    self._not_before = time.monotonic() + (10 if self._keys else 1)

    def _keep_fresh(self):
        while True:
            time.sleep(600)
            self._fetch()

    def _fetch(self):
        """Replaces the keys by those that are published now; where that fails, the old ones stay."""
        try:
            with NO_REDIRECTS.open(self._url, timeout=3) as answer:
                self._keys = read_keys(answer.read(1 << 20)) or self._keys
        except (OSError, http.client.HTTPException, ValueError, LookupError, TypeError, AttributeError, jwt.PyJWTError):
            pass


def read_keys(key_set):
    return {
        key["kid"]: jwt.PyJWK(key, algorithm="ES256").key
        for key in json.loads(key_set)["keys"]
        if (key.get("kty"), key.get("crv"), key.get("alg")) == ("EC", "P-256", "ES256")
    }


def verify_assertion(lines, *, method, path, audience, key_of, issuer="gateway", now=None):
    """lines: the values of the header, one for each of its lines. path: as it was on the wire, without the query."""
    # Before the library, which would ignore white space and other bytes that are not base64url (RFC 7515 section 2).
    check(len(lines) == 1 and THREE_PARTS.fullmatch(lines[0]), "There has to be one assertion")
    header, payload = (strict_object(part) for part in lines[0].split(".")[:2])
    # PyJWT 2.6 looks at neither typ nor crit.
    check(header.get("typ") == "gateway+jwt" and "crit" not in header, "It is no assertion of the gateway")
    check(isinstance(header.get("kid"), str), "It names no key")
    key = key_of(header["kid"])
    check(key is not None, "The gateway has no such key")
    try:
        # Time is checked below: PyJWT takes numbers in strings, and its clock cannot be set.
        unchecked = {"verify_exp": False, "verify_iat": False, "verify_nbf": False}
        jwt.decode(lines[0], key, algorithms=["ES256"], audience=audience, issuer=issuer, options=unchecked)
    except (jwt.PyJWTError, ValueError) as error:
        raise Refused(f"It does not verify: {type(error).__name__}") from error

    now = time.time() if now is None else now
    iat, exp, claims = payload.get("iat"), payload.get("exp"), payload.get("claims", {})
    check(type(iat) is int and type(exp) is int, "iat and exp are numbers")  # Not isinstance: True is an int there.
    check(now < exp + SKEW_SECONDS, "It is over")
    check(iat <= now + SKEW_SECONDS, "It is of the future")
    check(exp - iat <= LIFE_SECONDS_MAX, "It lives too long")
    check(payload.get("aud") == audience, "aud is a string")  # PyJWT takes an array too.
    check((payload.get("htm"), payload.get("htu")) == (method, path), "It was made for another request")
    check(all(isinstance(payload.get(name), str) for name in ("jti", "scope", "iss_orig")), "A member is missing")
    check(all(isinstance(payload.get(name, ""), str) for name in ("sub", "client_id")), "A member is no string")
    check(payload.get("caller") in ("user", "machine", "unknown"), "caller is unheard of")
    check(isinstance(claims, dict), "claims is no object")
    return {name: payload.get(name) for name in ("sub", "client_id", "caller", "scope", "iss_orig")} | {"claims": claims}


def strict_object(part):
    """One JSON object in which no name is there twice: json.loads would take the last of them in silence, another parser the first."""

    def once(members):
        check(len(members) == len(dict(members)), "It has a member twice")
        return dict(members)

    try:
        value = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode("utf-8"), object_pairs_hook=once)
    except (ValueError, RecursionError) as error:
        raise Refused("It is no JSON") from error
    check(isinstance(value, dict), "It is no JSON object")
    return value


def check(holds, otherwise):
    if not holds:
        raise Refused(otherwise)
