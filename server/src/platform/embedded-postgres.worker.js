// Runs PGlite in its own thread, so that a long statement never blocks the server's event loop.
// Plain JavaScript: a Worker loads its file itself, without the compiler of the tests or of `npm run dev`.
const { parentPort, workerData } = require('node:worker_threads')
const { PGlite } = require('@electric-sql/pglite')
const { PGLiteSocketServer } = require('@electric-sql/pglite-socket')

async function run() {
  const db = await PGlite.create({ dataDir: workerData.dataDir, relaxedDurability: false })
  const server = new PGLiteSocketServer({ db, path: workerData.socketPath, maxConnections: workerData.connections })
  await server.start()
  parentPort.on('message', async () => {
    await server.stop()
    await db.close()
    parentPort.postMessage({ stopped: true })
    parentPort.close()
  })
  parentPort.postMessage({ ready: true })
}

run().catch((error) => parentPort.postMessage({ failed: String(error && error.message ? error.message : error) }))
