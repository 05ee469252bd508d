import { literal, shText, webhookUrl, type Endpoint } from './endpoint'
import type { Code, Step } from './guide'

/**
 * A small server of Python's standard library for products that can neither sign as Tocsin asks nor send a bearer token: it knows them by a
 * token of its own (in the path or a header), signs what they post and passes it on with the answer. It also answers the one-time challenge
 * by which Okta checks a new event hook.
 */
export const relayCode = (endpoint: Endpoint): Code => ({
  label: 'tocsin_relay.py',
  code: `#!/usr/bin/env python3
"""Signs what a product posts and passes it on to Tocsin. Put it behind HTTPS."""
import hashlib, hmac, json, os, urllib.error, urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TARGET = ${literal(webhookUrl(endpoint))}
SECRET = os.environ["TOCSIN_SECRET"].encode()
TOKEN = os.environ["RELAY_TOKEN"]
MAX_BYTES = 1_048_576
TOKEN_HEADERS = ("Authorization", "X-Relay-Token", "cf-webhook-auth")


class Relay(BaseHTTPRequestHandler):
    timeout = 30

    def is_known(self):
        shown = [self.path.strip("/")] + [self.headers.get(name, "") for name in TOKEN_HEADERS]
        return any(hmac.compare_digest(one.encode(), TOKEN.encode()) for one in shown)

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        challenge = self.headers.get("X-Okta-Verification-Challenge")
        if self.is_known() and challenge:
            return self.answer(200, json.dumps({"verification": challenge}).encode())
        self.answer(404, b"{}")

    def do_POST(self):
        size = int(self.headers.get("Content-Length") or 0)
        if not self.is_known():
            return self.answer(401, b"{}")
        if size > MAX_BYTES:
            return self.answer(413, b"{}")
        body = self.rfile.read(size)
        signature = hmac.new(SECRET, body, hashlib.sha256).hexdigest()
        headers = {"Content-Type": "application/json", "X-Signature": "sha256=" + signature}
        request = urllib.request.Request(TARGET, data=body, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=20) as response:
                self.answer(response.status, response.read())
        except urllib.error.HTTPError as refusal:
            self.answer(refusal.code, refusal.read())
        except OSError:
            self.answer(502, b"{}")

    def log_message(self, form, *values):
        print(self.command, *values[1:], flush=True)  # never the path: it may hold the token


if __name__ == "__main__":
    address = (os.environ.get("RELAY_HOST", "127.0.0.1"), int(os.environ.get("RELAY_PORT", "8089")))
    ThreadingHTTPServer(address, Relay).serve_forever()
`,
})

/** How to start the relay; the steps of a product that needs it begin with this one. */
export function relayStep(endpoint: Endpoint): Step {
  const secret = endpoint.secret ? shText(endpoint.secret) : '…'
  return {
    title: 'Run the relay on a machine of yours',
    text: 'It needs Python 3.8 or newer and nothing else. Put HTTPS in front of it (a reverse proxy), because the product posts to public HTTPS addresses only.',
    codes: [
      relayCode(endpoint),
      {
        label: 'Start it',
        code: `export TOCSIN_SECRET=${secret}
export RELAY_TOKEN=$(openssl rand -hex 24)
echo "$RELAY_TOKEN"
python3 tocsin_relay.py
`,
      },
    ],
  }
}
