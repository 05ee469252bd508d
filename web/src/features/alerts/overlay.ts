import { shallowReactive } from 'vue'
import { Overlay } from '../../lib/overlay'
import { useTenant } from '../../useTenantClient'

const overlays = new WeakMap<object, Overlay>()

/** This tenant's optimistic changes: rows and panes show `of(alert)`, so that a deed is seen everywhere before the server has answered. */
export function useAlertOverlay(): Overlay {
  const { apollo } = useTenant()
  const known = overlays.get(apollo)
  if (known) return known
  const overlay = new Overlay(shallowReactive(new Map()))
  overlays.set(apollo, overlay)
  return overlay
}
