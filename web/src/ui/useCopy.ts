import { onScopeDispose, readonly, ref, type Ref } from 'vue'

const SAID_FOR_MS = 1_500

/** Copies text, and says so for a moment. */
export function useCopy(): { copy: (text: string) => Promise<void>; copied: Readonly<Ref<boolean>> } {
  const copied = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(timer))
  return {
    copied: readonly(copied),
    copy: async (text) => {
      await write(text)
      copied.value = true
      clearTimeout(timer)
      timer = setTimeout(() => (copied.value = false), SAID_FOR_MS)
    },
  }
}

/** The clipboard is closed to pages that came over plain HTTP under another name than localhost: there the old way is left. */
async function write(text: string): Promise<void> {
  const isWritten =
    isSecureContext &&
    (await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    ))
  if (isWritten) return
  const field = document.createElement('textarea')
  field.value = text
  field.style.position = 'fixed'
  field.style.opacity = '0'
  // Beside the focus: a dialog keeps it from leaving.
  const focused = document.activeElement
  ;(focused?.parentElement ?? document.body).append(field)
  field.select()
  document.execCommand('copy')
  field.remove()
  if (focused instanceof HTMLElement) focused.focus()
}
