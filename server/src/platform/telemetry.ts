import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

const secondBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

const jobBuckets = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900]

/** The service's own figures, served at /metrics. One registry per server, so that two in one process do not collide. */
export class Telemetry {
  readonly registry = new Registry()

  /** Same name as the seeds' (SOC Agent Lite), with the answer's status added. */
  readonly webhooks = this.counter(
    'webhook_incoming_total',
    'Webhook deliveries by endpoint, outcome and HTTP status.',
    ['endpoint', 'outcome', 'status'],
  )
  readonly webhookSeconds = this.histogram(
    'webhook_seconds',
    'Seconds from the last byte of a delivery to its answer.',
    ['outcome'],
  )
  readonly ingestBatchJobs = this.histogram(
    'ingest_batch_deliveries',
    'Deliveries that shared one transaction.',
    [],
    [1, 2, 5, 10, 20, 50, 100, 200, 500],
  )
  readonly refusalsDropped = this.counter(
    'webhook_refusals_dropped_total',
    'Refused deliveries beyond what is kept for a tenant, or that could not be kept.',
  )
  readonly alertsCreated = this.counter('alerts_created_total', 'Alerts opened, by who opened them.', ['by'])
  readonly events = this.counter('events_stored_total', 'Accepted items, by what became of them.', ['outcome'])
  readonly deadLetters = this.counter(
    'dead_letters_total',
    'Items that were acknowledged and could not be read or stored.',
  )
  readonly quotaWarnings = this.counter(
    'ingest_quota_warnings_total',
    'Tenants that came near their daily quota, once a day and node.',
  )
  readonly signIns = this.counter('sign_ins_total', 'Attempts to sign in, by outcome.', ['outcome'])
  readonly passwordHashes = this.counter('password_hashes_total', 'Password hashes computed, for unknown accounts too.')
  readonly graphqlSeconds = this.histogram('graphql_seconds', 'Seconds per GraphQL operation.', ['type', 'outcome'])
  readonly liveConnections = this.gauge('live_connections', 'Open WebSocket connections.')
  readonly liveMessages = this.counter('live_messages_total', 'Messages sent to subscribers, by kind.', ['kind'])
  readonly newsPublished = this.counter('news_published_total', 'Changes published to other nodes, by outcome.', [
    'outcome',
  ])

  readonly jobs = this.counter(
    'jobs_total',
    'Attempts at jobs that ended: done, failed (tried again), dead (not tried again), released (the worker stopped), lost (its worker died).',
    ['task', 'outcome'],
  )
  readonly jobSeconds = this.histogram('job_seconds', 'Seconds per attempt at a job.', ['task'], jobBuckets)
  readonly jobsWaiting = this.gauge('jobs_waiting', 'Jobs in the queue that no worker holds, later ones included.', [
    'task',
  ])
  readonly jobsDead = this.gauge('jobs_dead', 'Jobs that failed for good and wait for somebody to retry them.', [
    'task',
  ])

  constructor() {
    collectDefaultMetrics({ register: this.registry })
  }

  private counter(name: string, help: string, labelNames: string[] = []) {
    return new Counter({ name, help, labelNames, registers: [this.registry] })
  }

  private gauge(name: string, help: string, labelNames: string[] = []) {
    return new Gauge({ name, help, labelNames, registers: [this.registry] })
  }

  private histogram(name: string, help: string, labelNames: string[] = [], buckets = secondBuckets) {
    return new Histogram({ name, help, labelNames, buckets, registers: [this.registry] })
  }
}
