import { useEventListener } from '@vueuse/core'
import { normalSequence, readPress } from '../lib/keys'
import { commandsInReach } from './commands'

/** A sequence such as `g a` is given up after this. */
const SEQUENCE_MS = 1_200

/** Where letters are typed, or mean something else already. */
const TYPING = 'input, textarea, select, [contenteditable=""], [contenteditable="true"]'
const OWN_KEYS = '[role=menu], [role=listbox], [role=combobox], [role=dialog]:not(dialog)'
const PRESSABLE = 'button, a[href], summary, [role=button], [role=tab], [role=menuitem], [role=checkbox], [role=switch]'

function isForSomethingElse({ target, key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest(OWN_KEYS)) return !(ctrlKey || metaKey)
  if (target.closest(TYPING)) return key !== 'Escape' && !(ctrlKey || metaKey)
  return (key === 'Enter' || key === ' ') && target.closest(PRESSABLE) !== null
}

/** The one listener for all keys: runs the command whose `keys` were pressed. Call once, in the application's root. */
export function useKeyboard(): void {
  let pending: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  useEventListener(document, 'keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || isForSomethingElse(event)) return
    if (['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock'].includes(event.key)) return
    const commands = commandsInReach().filter(({ keys }) => keys)
    const offered = commands.map(({ keys = '' }) => keys)
    const meaning = readPress(offered, pending, event)
    clearTimeout(timer)
    pending = meaning.pending
    if (pending) timer = setTimeout(() => (pending = null), SEQUENCE_MS)
    const command = meaning.whole
      .flatMap((whole) => commands.filter(({ keys = '' }) => normalSequence(keys) === whole))
      .find(({ isEnabled }) => isEnabled !== false)
    if (!command || (event.repeat && !command.isKeyOnly)) return
    event.preventDefault()
    command.run()
  })
}
