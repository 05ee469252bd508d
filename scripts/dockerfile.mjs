import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Fault, must, root, run, start } from './project.mjs'

/**
 * Carries out a Dockerfile's steps in order, each stage in an empty folder that stands for its file system, then
 * starts the last stage's CMD and asks its HEALTHCHECK. Knows the instructions that our file uses and refuses others.
 */
export async function runDockerfile(path) {
  const work = mkdtempSync(join(tmpdir(), 'tocsin-docker-'))
  try {
    const stages = []
    for (const [word, rest] of instructionsOf(readFileSync(path, 'utf8'))) {
      console.log(`  ${word} ${rest}`)
      const step = steps[word]
      if (!step) throw new Fault(`check-docker does not know ${word}`)
      await step(rest, stages, work)
    }
    await proveStart(stages.at(-1))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function instructionsOf(text) {
  const lines = text
    .replace(/^\s*#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
  return lines.filter((line) => line.trim()).map((line) => /^(\w+)\s+(.*)$/.exec(line.trim()).slice(1))
}

const steps = {
  FROM(rest, stages, work) {
    const name = /\sAS\s+(\w+)$/i.exec(rest)?.[1] ?? `${stages.length}`
    stages.push({ name, folder: join(work, name), cwd: '/', env: {}, command: [], health: [] })
  },
  WORKDIR(rest, stages) {
    stages.at(-1).cwd = rest
    mkdirSync(inside(stages.at(-1), '.'), { recursive: true })
  },
  ENV(rest, stages) {
    for (const [, name, value] of rest.matchAll(/(\w+)=(\S+)/g)) stages.at(-1).env[name] = value
  },
  COPY: copy,
  async RUN(rest, stages) {
    const stage = stages.at(-1)
    await must(rest, 'sh', ['-c', rest], {
      cwd: inside(stage, '.'),
      env: { ...bareEnvironment(), ...stage.env },
      capture: true,
    })
  },
  HEALTHCHECK: (rest, stages) => void (stages.at(-1).health = JSON.parse(rest.replace(/^.*?CMD\s+/, ''))),
  CMD: (rest, stages) => void (stages.at(-1).command = JSON.parse(rest)),
  USER: () => undefined,
  VOLUME: () => undefined,
  EXPOSE: () => undefined,
}

const inside = (stage, path) => join(stage.folder, path.startsWith('/') ? path : join(stage.cwd, path))

function copy(rest, stages) {
  const words = rest.split(/\s+/)
  const from = words.filter((word) => word.startsWith('--from=')).map((word) => word.slice(7))[0]
  const paths = words.filter((word) => !word.startsWith('--'))
  const target = paths.pop()
  const origin = from && stages.find(({ name }) => name === from)
  if (from && !origin) throw new Fault(`COPY from ${from}: there is no such stage`)
  for (const path of paths)
    copyOne(origin ? inside(origin, path) : join(root, path), inside(stages.at(-1), target), {
      target,
      many: paths.length > 1,
      isContext: !origin,
    })
}

/** As an engine has it: a folder's contents go into the target, a file into it when it ends in a slash. */
function copyOne(source, target, { target: written, many, isContext }) {
  if (!existsSync(source)) throw new Fault(`COPY: ${source} is not there`)
  const isFolder = statSync(source).isDirectory()
  const into = !isFolder && (many || /(^|\/)\.?\/?$/.test(written)) ? join(target, basename(source)) : target
  const ignored = isContext ? ignoreRules() : []
  const filter = (path) => !ignored.some((rule) => rule.test(relative(root, path)))
  cpSync(source, into, { recursive: true, verbatimSymlinks: true, filter: isContext ? filter : undefined })
}

/** .dockerignore's lines as we use them: names and globs with * and a leading double star. */
function ignoreRules() {
  const lines = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n').filter(Boolean)
  return lines.map((line) => {
    const escaped = line
      .replace(/^\*\*\//, '')
      .replace(/[.+]/g, '\\$&')
      .replaceAll('*', '[^/]*')
    return new RegExp(`${line.startsWith('**/') ? '(^|/)' : '^'}${escaped}(/|$)`)
  })
}

/** Only what a container would have too, and what lets npm reach its registry from here. */
function bareEnvironment() {
  const kept = Object.entries(process.env).filter(([name]) =>
    /^(PATH|HOME|LANG|.*proxy|npm_config_(registry|cache)|.*CERT.*)$/i.test(name),
  )
  return Object.fromEntries(kept)
}

/** The image's own command must come up healthy on a folder of its own, and stop when told. */
async function proveStart(stage) {
  const env = { ...bareEnvironment(), ...stage.env, HOST: '127.0.0.1', PORT: `${20_000 + (process.pid % 20_000)}` }
  const options = { cwd: inside(stage, '.'), env, capture: true }
  const [command, ...args] = stage.command
  const server = start(command, args, options)
  let ended
  void server.done.then((result) => (ended = result))
  for (let tries = 0; ; tries++) {
    if (ended) throw new Fault(`CMD ended with ${ended.code}:\n${ended.output}`)
    const [check, ...checkArgs] = stage.health
    if ((await run(check, checkArgs, options)).code === 0) break
    if (tries === 60) throw new Fault('HEALTHCHECK did not succeed within a minute')
    await sleep(1_000)
  }
  server.child.kill('SIGTERM')
  const { code, output } = await server.done
  if (code !== 0) throw new Fault(`CMD ended with ${code} after SIGTERM:\n${output}`)
  console.log('  The image’s command starts, is healthy and stops.')
}
