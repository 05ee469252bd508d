export default async function globalTeardown(): Promise<void> {
  for (const stop of globalThis.stopTestDatabases) await stop()
}
