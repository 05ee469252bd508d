import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { build, preview, type InlineConfig } from 'vite'
import { guides } from '../web/src/features/docs/guides'
import { readMarkdown, type Block } from '../web/src/lib/markdown'

export type CodeBlock = Extract<Block, { kind: 'code' }>

const root = join(import.meta.dirname, '..')
const codeOf = (slug: string) =>
  readMarkdown(readFileSync(join(root, `docs/guides/${slug}.md`), 'utf8')).filter(
    (block): block is CodeBlock => block.kind === 'code',
  )

/** Every block of code in every guide, in order. */
export const everyBlock = guides.flatMap(({ slug }) => codeOf(slug).map((block) => ({ slug, ...block })))

/** The block that a guide gives this file name, made to speak to another server than the one on port 4000. */
export function program(slug: string, file: string, url: string): string {
  const block = codeOf(slug).find(({ title }) => title === file)
  if (!block) throw new Error(`docs/guides/${slug}.md has no ${file}`)
  return block.code.replaceAll('http://127.0.0.1:4000', url)
}

/** A folder in which the project's packages are installed, as they would be after the guide's `npm install`. */
export function folderWithPackages(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'tocsin-guide-'))
  symlinkSync(join(root, 'node_modules'), join(path, 'node_modules'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** The Python that has the guide's package, if any: Debian's own, where another comes first in the path. */
export const pythonWith = (packageName: string): string | undefined =>
  ['python3', '/usr/bin/python3'].find((path) => spawnSync(path, ['-c', `import ${packageName}`]).status === 0)

const interpreters: Record<string, string> = { mjs: process.execPath, py: 'python3' }

/** Runs a program of a guide to its end. @throws with what it printed when it fails. */
export function runProgram(slug: string, file: string, url: string, env: Record<string, string>): string {
  const folder = folderWithPackages()
  try {
    writeFileSync(join(folder.path, file), program(slug, file, url))
    const interpreter = interpreters[file.split('.').pop() ?? ''] ?? ''
    const options = { cwd: folder.path, env: { ...process.env, ...env }, encoding: 'utf8', timeout: 30_000 } as const
    const { status, stdout, stderr } = spawnSync(interpreter, [file], options)
    if (status !== 0) throw new Error(`${file} ended with ${status}:\n${stdout}\n${stderr}`)
    return stdout
  } finally {
    folder.remove()
  }
}

/** A program of a guide that runs until it is stopped. */
export class RunningProgram {
  output = ''
  private readonly folder = folderWithPackages()
  private readonly child: ChildProcess

  constructor(interpreter: string, slug: string, file: string, url: string, env: Record<string, string>) {
    writeFileSync(join(this.folder.path, file), program(slug, file, url))
    this.child = spawn(interpreter, [file], { cwd: this.folder.path, env: { ...process.env, ...env } })
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (data: Buffer) => (this.output += data.toString()))
  }

  stop(): void {
    this.child.kill('SIGKILL')
    this.folder.remove()
  }
}

/** What `npm create vue@latest` lays around src/App.vue. */
const project = {
  'index.html':
    '<!doctype html><link rel="icon" href="data:," /><div id="app"></div><script type="module" src="/src/main.js"></script>',
  'src/main.js': "import { createApp } from 'vue'\nimport App from './App.vue'\ncreateApp(App).mount('#app')\n",
}

/** Builds a guide's page as its reader would, and serves it at this origin. */
export async function servePage(slug: string, url: string, origin: string): Promise<() => Promise<void>> {
  const folder = folderWithPackages()
  mkdirSync(join(folder.path, 'src'))
  const files = { ...project, 'src/App.vue': program(slug, 'App.vue', url) }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder.path, name), text)
  const config: InlineConfig = { root: folder.path, configFile: false, plugins: [vue()], logLevel: 'warn' }
  await build(config)
  const { hostname, port } = new URL(origin)
  const server = await preview({
    ...config,
    preview: { host: hostname, port: Number(port), strictPort: true },
  })
  return async () => {
    await server.close()
    folder.remove()
  }
}
