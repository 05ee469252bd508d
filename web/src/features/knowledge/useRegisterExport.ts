import { ref } from 'vue'
import { readFailure } from '../../lib/failure'
import { notify } from '../../ui/notices'
import { useTenant } from '../../useTenantClient'
import type { Register } from './register'
import { requestsOf } from './register.requests'

/** The whole register as a file, fetched part by part. */
export function useRegisterExport(register: Register) {
  const { apollo, tenant } = useTenant()
  const requests = requestsOf(register.documents, apollo)
  const isExporting = ref(false)

  async function download() {
    isExporting.value = true
    try {
      const parts: string[] = []
      let after: string | null = null
      do {
        const { csv, next } = await requests.exportPart(after)
        parts.push(csv)
        after = next ?? null
      } while (after !== null)
      save(new Blob(parts, { type: 'text/csv' }), `${tenant}-${register.name}.csv`)
    } catch (problem) {
      notify({ tone: 'error', title: 'Nothing was exported', text: readFailure(problem).message })
    } finally {
      isExporting.value = false
    }
  }
  return { download, isExporting }
}

function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  Object.assign(document.createElement('a'), { href: url, download: name }).click()
  // After the click has taken the file.
  setTimeout(() => URL.revokeObjectURL(url), 1_000)
}
