import { useGraphiQL, useMonaco } from '@graphiql/react'
import { useEffect } from 'react'
import type { Theme } from './useTheme'

export const editorTheme = { light: 'tocsin-light', dark: 'tocsin-dark' } as const

/** The application's colours (tokens.css, main.css) in the words of the editor, which reads no CSS variables. */
const palettes = {
  light: { accent: '#5145cd', float: '#ffffff', field: '#f1f2f6', soft: '#5145cd18', text: '#3c404c' },
  dark: { accent: '#a09bf7', float: '#181a20', field: '#24272f', soft: '#a09bf722', text: '#d6d9e0' },
}

const syntax = {
  light: { keyword: '5145cd', name: '1d5fa8', argument: '8a5300', text: '17692f', number: '9c3d06', quiet: '686d7d' },
  dark: { keyword: 'a09bf7', name: '8cc1f5', argument: 'f0c04e', text: '6fd08c', number: 'ffab7a', quiet: '8b90a0' },
}

const options = {
  fontFamily: "'JetBrains Mono Variable', ui-monospace, Menlo, Consolas, monospace",
  fontSize: 13,
}

/** Gives the editors their type once they are there, and their colours again whenever the theme changes. */
export function EditorLook({ theme }: { theme: Theme }) {
  const monaco = useMonaco(({ monaco: loaded }) => loaded)
  const inForce = useGraphiQL((state) => state.theme)
  useEffect(() => {
    if (!monaco) return
    for (const editor of monaco.editor.getEditors()) editor.updateOptions(options)
    const created = monaco.editor.onDidCreateEditor((editor) => editor.updateOptions(options))
    // The editor counts in widths of letters: measured before the font is there, its cursor would stand beside the text.
    void document.fonts.load(`13px ${options.fontFamily}`).then(() => monaco.editor.remeasureFonts())
    return () => created.dispose()
  }, [monaco])
  useEffect(() => {
    if (!monaco) return
    for (const one of ['light', 'dark'] as const) monaco.editor.defineTheme(editorTheme[one], themeOf(one))
    monaco.editor.setTheme(editorTheme[theme])
  }, [monaco, theme, inForce])
  return null
}

function themeOf(theme: Theme) {
  const { accent, float, field, soft, text } = palettes[theme]
  const { keyword, name, argument, text: string, number, quiet } = syntax[theme]
  const clear = '#00000000'
  return {
    base: theme === 'dark' ? ('vs-dark' as const) : ('vs' as const),
    inherit: true,
    rules: [
      { token: '', foreground: text.slice(1) },
      { token: 'keyword', foreground: keyword },
      { token: 'key.identifier.gql', foreground: name },
      { token: 'argument.identifier.gql', foreground: argument },
      { token: 'type.identifier.gql', foreground: keyword },
      { token: 'string', foreground: string },
      { token: 'string.key.json', foreground: name },
      { token: 'string.value.json', foreground: string },
      { token: 'number', foreground: number },
      { token: 'comment', foreground: quiet },
    ],
    colors: {
      'editor.background': clear,
      'editor.foreground': text,
      'editorLineNumber.foreground': `#${quiet}`,
      'editorLineNumber.activeForeground': text,
      'editor.lineHighlightBorder': clear,
      ...Object.fromEntries([1, 2, 3].map((depth) => [`editorBracketHighlight.foreground${depth}`, `#${quiet}`])),
      'editorHoverWidget.background': float,
      'editorSuggestWidget.background': float,
      'editorSuggestWidget.selectedBackground': soft,
      'editorSuggestWidget.selectedForeground': accent,
      'editorWidget.background': float,
      'input.background': field,
      'list.hoverBackground': soft,
      'list.highlightForeground': accent,
      'list.focusHighlightForeground': accent,
      'menu.background': float,
      'menu.selectionBackground': soft,
      'menu.selectionForeground': accent,
      'quickInput.background': float,
      'quickInputList.focusBackground': soft,
      'quickInputList.focusForeground': text,
      'textLink.foreground': accent,
      'textLink.activeForeground': accent,
      'scrollbar.shadow': clear,
      focusBorder: accent,
    },
  }
}
