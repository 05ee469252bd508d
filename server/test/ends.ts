import { runInNewContext } from 'node:vm'

/** Far more than honest work needs on a busy machine, far less than work that grows with the square or the power of its input. */
const patienceMs = 15_000

/** Whether the work comes to its end. What runs away is stopped, within a regular expression too, so that the test fails instead of hanging. */
export function ends(work: () => void): boolean {
  try {
    runInNewContext('work()', { work }, { timeout: patienceMs })
    return true
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return false
    throw error
  }
}
