import { randomPayload } from '../../../test/payloads'
import { areReadByAll, patience } from '../../../test/read-by-all'

it('reads random payloads', () => areReadByAll(randomPayload), patience)
