import EditorWorker from 'monaco-editor/esm/vs/editor/editor.worker.js?worker'
import JsonWorker from 'monaco-editor/esm/vs/language/json/json.worker.js?worker'
import GraphqlWorker from 'monaco-graphql/esm/graphql.worker.js?worker'

/** The editor's helpers, as files of our own: `script-src 'self'` covers them, and none comes from a foreign host. */
const makeWorker: Record<string, () => Worker> = {
  json: () => new JsonWorker(),
  graphql: () => new GraphqlWorker(),
}

Object.assign(globalThis, {
  MonacoEnvironment: { getWorker: (_id: string, label: string) => (makeWorker[label] ?? (() => new EditorWorker()))() },
})
