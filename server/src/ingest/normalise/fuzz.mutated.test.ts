import { mutatedPayload } from '../../../test/payloads'
import { areReadByAll, patience } from '../../../test/read-by-all'

it('reads samples with odd values, missing keys and other nesting', () => areReadByAll(mutatedPayload), patience)
