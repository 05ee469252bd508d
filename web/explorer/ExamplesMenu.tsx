import { DropdownMenu, useGraphiQL, useGraphiQLActions } from '@graphiql/react'
import { examples, type Example } from './examples'

/** Opens an example in a tab of its own, so that nothing one has written is lost. */
export function ExamplesMenu() {
  const actions = useGraphiQLActions()
  const { queryEditor, variableEditor } = useGraphiQL((state) => ({
    queryEditor: state.queryEditor,
    variableEditor: state.variableEditor,
  }))
  const open = ({ query, variables }: Example) => {
    actions.addTab()
    queryEditor?.setValue(query)
    variableEditor?.setValue(variables ? JSON.stringify(variables, null, 2) : '')
    queryEditor?.focus()
  }
  return (
    <DropdownMenu>
      <DropdownMenu.Button className="bar-button" disabled={!queryEditor}>
        Examples
      </DropdownMenu.Button>
      <DropdownMenu.Content align="start" sideOffset={6} className="bar-menu">
        {examples.map((example) => (
          <DropdownMenu.Item key={example.title} className="bar-menu-item" onSelect={() => open(example)}>
            <strong>{example.title}</strong>
            <span>{example.hint}</span>
          </DropdownMenu.Item>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu>
  )
}
