"""A service behind the gateway: answers every request with who calls.

GATEWAY_URL=http://... AUDIENCE=timesheets PORT=8080 /usr/bin/python3 server.py
"""

import json
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from gateway_assertion import GatewayKeys, KeysUnavailable, Refused, verify_assertion


class WhoAmI(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    key_of = None
    audience = None

    def tell(self):
        try:
            caller = verify_assertion(
                # One value for each line. WSGI would join the lines, and fold "_" and "-" into one name.
                self.headers.get_all("Gateway-Assertion", []),
                method=self.command,
                path=self.path.split("?")[0],
                audience=self.audience,
                key_of=self.key_of,
            )
        except Refused as refused:
            self.log_error("%s", refused)
            challenge = ("WWW-Authenticate", 'Bearer realm="gateway"')
            self.answer(401, {"title": "Call this service through the gateway", "status": 401}, challenge)
        except KeysUnavailable as unavailable:
            self.log_error("%s", unavailable)
            self.answer(503, {"title": "It cannot be said who calls", "status": 503}, ("Retry-After", "1"))
        else:
            self.answer(200, {name: caller[name] for name in ("sub", "client_id", "caller", "scope", "claims")})

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = tell

    def answer(self, status, body, *headers):
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json" if status < 400 else "application/problem+json")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")  # The body of the request was not read.
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_request(self, code="-", size="-"):
        """Says nothing about requests that went well."""


if __name__ == "__main__":
    try:
        WhoAmI.key_of, WhoAmI.audience = GatewayKeys(os.environ["GATEWAY_URL"]), os.environ["AUDIENCE"]
    except KeyError:
        sys.exit("Set GATEWAY_URL, where the gateway is, and AUDIENCE, what this API is called in its routes file.")
    with ThreadingHTTPServer((os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8080"))), WhoAmI) as server:
        print("listening on http://%s:%s" % server.server_address, flush=True)
        server.serve_forever()
