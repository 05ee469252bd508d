import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CutProxy } from '../../test/cut-proxy'
import { ownDatabase, testConfig, testPlatform, type TestPlatform } from '../../test/harness'
import { loadConfig } from './config'
import { Database } from './database'
import { openDatabase, prepareDatabase, StartRefused } from './database-start'
import { FolderInUse } from './folder-lock'
import { createLogger } from './logger'

const log = createLogger('silent')
let test: TestPlatform
beforeAll(async () => (test = await testPlatform()))
afterAll(() => test.close())

const prepare = () => prepareDatabase(test.platform.database, testConfig(), log)

describe('the canary', () => {
  const asOwner = (sql: string) => test.platform.database.asLogin((db) => db.query(sql))
  afterEach(() => asOwner('DROP TABLE IF EXISTS leak'))

  it('is content with the schema as migrated', async () => {
    await prepare()
  })

  it('refuses to start over a table without forced row security', async () => {
    await asOwner('CREATE TABLE leak (tenant_id uuid NOT NULL)')
    await expect(prepare()).rejects.toThrow(/leak \(row security is not forced\)/)
  })

  it('refuses to start over a table whose policy shows rows when no tenant is set', async () => {
    await asOwner('CREATE TABLE leak (tenant_id uuid NOT NULL)')
    await asOwner('INSERT INTO leak VALUES (gen_random_uuid())')
    await asOwner('ALTER TABLE leak ENABLE ROW LEVEL SECURITY')
    await asOwner('ALTER TABLE leak FORCE ROW LEVEL SECURITY')
    await asOwner('CREATE POLICY too_wide ON leak USING (true)')
    await asOwner('GRANT SELECT ON leak TO tocsin_app')
    await expect(prepare()).rejects.toThrow(/leak \(visible to tocsin_app\)/)
  })
})

describe('a login that row security does not bind', () => {
  const { socketFolder } = ownDatabase()
  const onEmbedded = socketFolder ? it : it.skip
  if (!socketFolder)
    console.warn(
      '\n*** No superuser at hand on this Postgres: its refusal is tested on the embedded database alone. ***\n',
    )

  onEmbedded('is refused, unless the operator insists', async () => {
    const proxy = await new CutProxy(`${socketFolder}/.s.PGSQL.5432`).start() // its one user is a superuser
    const database = new Database({ url: proxy.url, connections: 2, log })
    await expect(prepareDatabase(database, testConfig(), log)).rejects.toThrow(StartRefused)
    await prepareDatabase(database, testConfig({ TOCSIN_ALLOW_SUPERUSER: 'true' }), log)
    await database.close()
    await proxy.cut()
  })
})

describe('the data folder', () => {
  let folder: string
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'tocsin-folder-'))))
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('is refused in plain words when it cannot be written', async () => {
    await writeFile(join(folder, 'file'), '')
    const opening = openDatabase(loadConfig({ TOCSIN_DATA_DIR: join(folder, 'file', 'data') }), log)
    await expect(opening).rejects.toThrow(/cannot be written .* Set TOCSIN_DATA_DIR/)
  })

  it('belongs to one process, keeps one key readable by its owner alone, and survives a restart', async () => {
    const config = loadConfig({ TOCSIN_DATA_DIR: folder })
    const first = await openDatabase(config, log)
    await expect(openDatabase(config, log)).rejects.toThrow(FolderInUse)
    await prepareDatabase(first.database, config, log)
    await first.close()
    expect((await stat(join(folder, 'secret.key'))).mode & 0o777).toBe(0o600)

    const second = await openDatabase(config, log)
    expect(second.secretKey).toBe(first.secretKey)
    await second.database.connect()
    expect(await second.database.hasPendingMigrations()).toBe(false)
    await second.close()
  })

  it('is refused when its key is empty, as a full disk may have left it', async () => {
    await writeFile(join(folder, 'secret.key'), '')
    await expect(openDatabase(loadConfig({ TOCSIN_DATA_DIR: folder }), log)).rejects.toThrow(/secret.key holds no key/)
    expect(await readdir(folder)).not.toContain('server.lock')
  })
})
