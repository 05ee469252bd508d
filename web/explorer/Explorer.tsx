import { GraphiQL, HISTORY_PLUGIN } from 'graphiql'
import { useEffect, useMemo, useRef, useState } from 'react'
import { EditorLook, editorTheme } from './EditorLook'
import { examples } from './examples'
import { ExamplesMenu } from './ExamplesMenu'
import { createFetcher } from './fetcher'
import { FilledTab } from './FilledTab'
import { Notice } from './Notice'
import { chosenTenant } from './tenant-choice'
import { TopBar, type Session } from './TopBar'
import { useTheme } from './useTheme'
import { loadViewer } from './viewer'

const [first] = examples
const firstVariables = JSON.stringify(first?.variables ?? {}, null, 2)
const plugins = [HISTORY_PLUGIN]

/** GraphiQL on the application's own session, with the tenant in the address. */
export function Explorer() {
  const [theme, toggleTheme] = useTheme()
  const [session, setSession] = useState<Session>({ state: 'loading', viewer: null })
  const [tenant, setTenant] = useState(() => chosenTenant(null, location.search))
  // The fetcher is made once, or the schema would be read anew with every choice of a tenant.
  const current = useRef(tenant)
  useEffect(() => {
    current.current = tenant
  }, [tenant])
  const fetcher = useMemo(() => createFetcher(() => current.current), [])

  useEffect(() => {
    loadViewer().then(
      (viewer) => {
        setSession({ state: 'ready', viewer })
        setTenant(chosenTenant(viewer, location.search))
      },
      () => setSession({ state: 'failed', viewer: null }),
    )
  }, [])

  const choose = (slug: string) => {
    setTenant(slug)
    history.replaceState(null, '', `${location.pathname}?tenant=${encodeURIComponent(slug)}`)
  }

  return (
    <GraphiQL
      fetcher={fetcher}
      plugins={plugins}
      defaultTabs={[{ query: first?.query ?? '', variables: firstVariables }]}
      defaultEditorToolsVisibility="variables"
      shouldPersistHeaders={false}
      showPersistHeadersSettings={false}
      inputValueDeprecation
      schemaDescription
      forcedTheme={theme}
      editorTheme={editorTheme}
    >
      <GraphiQL.Logo>{null}</GraphiQL.Logo>
      <EditorLook theme={theme} />
      <FilledTab />
      <TopBar session={session} tenant={tenant} onTenant={choose} theme={theme} onTheme={toggleTheme}>
        <ExamplesMenu />
      </TopBar>
      <Notice session={session} />
    </GraphiQL>
  )
}
