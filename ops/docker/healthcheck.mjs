import { get as getPlain } from 'node:http'
import { get as getSecure } from 'node:https'

/**
 * Exit code 0 while the server in this container answers /healthz. Whether it may take traffic is /readyz's matter: a
 * database that is away must not get the server restarted.
 */
const { PORT = '4000', TLS_CERT, TLS_CERT_FILE } = process.env
const isSecure = Boolean(TLS_CERT || TLS_CERT_FILE)
const options = {
  host: '127.0.0.1',
  port: PORT,
  path: '/healthz',
  timeout: 4_000,
  // The certificate names the public host, not the loopback address this asks on.
  rejectUnauthorized: false,
}
const request = (isSecure ? getSecure : getPlain)(options, ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1))
request.on('timeout', () => process.exit(1)).on('error', () => process.exit(1))
