import type { JsonObject } from '../finding'
import type { Look } from '../reading/look'
import type { Reading } from '../reading/reading'

/** What our code knows of one product's payloads. Pure: the same item has the same reading on every node and in every dry run. */
export interface Normaliser {
  /** As a source's `product` names it: `aws-guardduty`. */
  id: string
  /** As people call it: `AWS GuardDuty`. */
  name: string
  /**
   * What only this product writes: each line names places that must all be there, written `rule.level` or, with the value they must hold,
   * `event_type=alert`. One line is enough.
   */
  signs: readonly (readonly string[])[]
  /** Where one body holds several alerts: the first of these places that is a list is taken apart, and each alert keeps what stands around it. */
  lists?: readonly string[]
  /** Our fields' names with what stands in the payload, as it stands there; see Reading. */
  read(look: Look, item: JsonObject): Reading
}
