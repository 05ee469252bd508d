import { watch } from 'node:fs'
import { ensurePackages } from './build.mjs'
import { binary, forwardSignals, inProject, main, must, start } from './project.mjs'

const codegen = () =>
  must('Making the typed documents', process.execPath, [binary('graphql-codegen'), '--config', 'codegen.ts'], {
    capture: true,
  })

/** Queries live in the components: their types are made anew soon after one is saved. */
function watchDocuments() {
  let timer
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(() => codegen().catch((error) => console.error(error.message)), 300)
  }
  watch(inProject('web/src'), { recursive: true }, (_event, name) => {
    if (name && /\.(ts|vue)$/.test(name) && !name.startsWith('gql')) soon()
  })
  watch(inProject('schema'), soon)
}

/** `npm run dev`: the server restarts and the page reloads on save. The page is Vite's, at the address it prints. */
forwardSignals()
await main(async () => {
  await ensurePackages()
  await codegen()
  watchDocuments()
  const node = (...args) =>
    start(process.execPath, args, { stdio: 'inherit', env: { ...process.env, FORCE_COLOR: '1' } })
  const server = node(
    binary('tsx'),
    'watch',
    '--clear-screen=false',
    '--tsconfig',
    'server/tsconfig.json',
    'server/src/main.ts',
  )
  const web = node(binary('vite', 'web'), 'web', '--config', 'web/vite.config.ts', '--clearScreen', 'false')
  const first = await Promise.race([server.done, web.done])
  // One without the other is of no use; exiting ends the file watchers as well.
  for (const { child } of [server, web]) child.kill('SIGTERM')
  process.exit(first.code)
})
