import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { cutCsv } from '../../lib/csv-parts'
import { importParts, nothingImported, rowsIn, type ImportOutcome } from '../../lib/import-parts'
import { useTenant } from '../../useTenantClient'
import type { Register } from './register'
import { requestsOf } from './register.requests'

/** Takes a file into a register, in as many requests as it needs. None leaves any more when the dialog is gone. */
export function useImport(register: Register) {
  const requests = requestsOf(register.documents, useTenant().apollo)
  const isSending = ref(false)
  const error = shallowRef<unknown>(null)
  const faults = shallowRef<ImportOutcome['errors']>([])
  const total = ref(0)
  const soFar = shallowRef(nothingImported)
  const gone = new AbortController()
  onScopeDispose(() => gone.abort())
  const stored = computed(() => rowsIn(soFar.value))

  /** Faults of a file that is not this one any more say nothing. */
  function forget() {
    faults.value = []
    error.value = null
  }

  /** What was done; null when something failed, which `error` or `faults` then tell. */
  async function send(csv: string, replace: boolean): Promise<ImportOutcome | null> {
    isSending.value = true
    forget()
    soFar.value = nothingImported
    try {
      const { parts, fault } = partsOf(csv, replace)
      if (fault) {
        faults.value = [fault]
        return null
      }
      total.value = parts.reduce((sum, { rows }) => sum + rows, 0)
      const ask = (part: string) => {
        gone.signal.throwIfAborted()
        return requests.importCsv({ csv: part, replace })
      }
      const outcome = await importParts(parts, ask, (sum) => (soFar.value = sum))
      faults.value = outcome.errors
      return outcome.errors.length > 0 ? null : outcome
    } catch (problem) {
      error.value = problem
      return null
    } finally {
      isSending.value = false
    }
  }
  return { send, forget, isSending, error, faults, stored, total }
}

function partsOf(csv: string, replace: boolean) {
  const { parts, tooLong } = cutCsv(csv)
  const faultOn = (line: number, message: string) => ({ parts: [], fault: { line, message } })
  if (tooLong !== null) return faultOn(tooLong, 'A row begins here that is too long: is a quote never closed?')
  if (replace && parts.length > 1) {
    return faultOn(1, 'A file that replaces all must fit in one request of 2 MB. Import it without replacing.')
  }
  return { parts, fault: null }
}
