import type { Client } from 'pg'
import { countFrom, FloorBatch } from './ingest.floor.batch'
import { targetItem, type BenchItem } from './ingest.item'
import { seedAlerts, seedAnalysts, sharesOf } from './seed'
import type { Sender } from './server'
import { transact } from './store'

/** Alerts that half of the findings are folded into, where a case says so. */
export const targets = 10_000
const targetsAtOnce = 1_000

/** Takes away what earlier runs have stored, so that each begins alike. With alerts underneath only what belongs to deliveries goes. */
export async function clear(client: Client, isEmpty: boolean): Promise<void> {
  const tables = ['event', 'delivery', 'delivery_key', ...(isEmpty ? ['alert', 'alert_raw', 'dedup_key'] : [])]
  await client.query(`TRUNCATE ${tables.join(', ')} CASCADE`)
}

/** Lays alerts underneath, each with the key that it would have: half of them in the first tenant, the others share the rest. */
export async function layUnderneath(client: Client, senders: Sender[], alerts: number): Promise<void> {
  const shares = sharesOf(alerts, senders.length)
  await clear(client, true)
  await seedAnalysts(client, senders)
  await seedAlerts(client, senders, { from: senders.map(() => 0), to: shares })
  for (const [index, { tenantId }] of senders.entries()) {
    await transact(client, 'tocsin_app', [tenantId], async () => {
      await client.query(insertKeys, [tenantId])
      await client.query(moveCounter, [tenantId, (shares[index] ?? 0) + 1])
    })
  }
  await client.query('VACUUM (ANALYZE) dedup_key')
}

/** The key only has to be of the right size and one of many: nothing that is sent has it. */
const insertKeys = `
  INSERT INTO dedup_key (tenant_id, source_id, key, alert_id, forget_at)
  SELECT tenant_id, source_id, sha256(convert_to(id::text, 'UTF8')), id, now() + interval '400 days' FROM alert WHERE tenant_id = $1`

const moveCounter = `
  INSERT INTO alert_counter (tenant_id, next_number) VALUES ($1, $2::int)
  ON CONFLICT (tenant_id) DO UPDATE SET next_number = greatest(alert_counter.next_number, excluded.next_number)`

/** Open alerts of the first sender that further items belong to. */
export async function seedTargets(client: Client, sender: Sender, firstNumber: number): Promise<void> {
  countFrom(firstNumber)
  for (let first = 0; first < targets; first += targetsAtOnce) {
    const items = Array.from({ length: targetsAtOnce }, (_, index) => {
      const text = targetItem(first + index, `seed-${first + index}`)
      return { text, value: JSON.parse(text) as BenchItem }
    })
    await new FloorBatch([{ sender, body: Buffer.from(`seed ${firstNumber} ${first}`), items }]).store(client)
  }
  await client.query('ANALYZE alert, dedup_key, event') // as the server lets it be done while its tables grow
}
