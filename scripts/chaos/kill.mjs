import { inParallel, pause, Stage } from './stage.mjs'

/** Again and again `kill -9` at some moment under load; after each restart what had a 202 is there, and sending the rest again doubles none. */
export async function kill({ settings, options }) {
  const stage = await Stage.open(settings)
  const told = []
  try {
    for (let round = 1; round <= options.rounds; round++) told.push(await playRound(stage, round, options))
  } finally {
    await stage.close()
  }
  return told.join('\n')
}

async function playRound(stage, round, { webhooks, clients }) {
  const deliveries = stage.deliveries(`r${round}`)
  const all = deliveries.take(webhooks)
  const killAt = Math.floor(webhooks * (0.3 + 0.4 * Math.random()))
  let answered = 0
  await inParallel(clients, all, async (delivery) => {
    const { status } = await stage.send(delivery)
    if (status === 202 && ++answered === killAt) void stage.server.kill()
    if (status === 0) await pause(1) // the rest is not sent to a dead server all at once
  })
  await stage.server.ended
  await stage.launch()
  const { events } = await stage.verify(`round ${round}, after the kill`, deliveries)
  const unacknowledged = stage.unanswered.reduce((sum, { marks }) => sum + marks.length, 0)
  const items = all.reduce((sum, { marks }) => sum + marks.length, 0)
  const extra = events - (items - unacknowledged)
  const again = await stage.sendAgain(clients)
  await stage.verify(`round ${round}, after sending again`, deliveries)
  return (
    `round ${round}: killed after ${answered} of ${webhooks} answers (${items} items); all acknowledged stored once, ` +
    `${extra} items stored but not answered; ${again} deliveries sent again, none doubled`
  )
}
