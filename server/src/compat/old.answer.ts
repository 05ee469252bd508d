import type { Answer } from '../ingest/answer'

/** The answer to a delivery with the names beside it that clients of the systems before Tocsin read: those of its first item. */
export function withOldNames(text: string): string {
  const answer = JSON.parse(text) as Answer
  const [first] = answer.items
  return JSON.stringify({
    ...answer,
    incident_id: first?.alertId ?? null,
    event_id: first?.eventId ?? null,
    risk_score: first?.riskScore ?? null,
    anomaly_score: first?.anomalyScore ?? null,
  })
}
