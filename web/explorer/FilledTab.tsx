import { useGraphiQL } from '@graphiql/react'
import { useEffect, useRef } from 'react'

/** GraphiQL opens a kept tab without its variables (and any but the first without its query): filled in here, once. */
export function FilledTab() {
  const { queryEditor, variableEditor, tab } = useGraphiQL((state) => ({
    queryEditor: state.queryEditor,
    variableEditor: state.variableEditor,
    tab: state.tabs[state.activeTabIndex],
  }))
  const isDone = useRef(false)
  useEffect(() => {
    if (!queryEditor || !variableEditor || isDone.current) return
    isDone.current = true
    if (!tab?.variables || variableEditor.getValue()) return
    // Both, also when the query stands there already: one kept without the other is taken for a new tab next time.
    queryEditor.setValue(queryEditor.getValue() || (tab.query ?? ''))
    variableEditor.setValue(tab.variables)
  }, [queryEditor, variableEditor, tab])
  return null
}
