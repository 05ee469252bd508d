import { useLocalStorage } from '@vueuse/core'
import type { RouteLocationRaw } from 'vue-router'

/** Somebody has signed in in this browser and not signed out. Written at once: whoever signs out leaves the page at once. */
const mark = useLocalStorage('tocsin.session', false, { flush: 'sync' })
/** In this page's lifetime: another tab of the browser may sign out and take the mark with it. */
let wasHere = false

/** Somebody is signed in: whoever is not any more later on is told that the session has ended. */
export function markSession(): void {
  wasHere = mark.value = true
}

/** Whoever signs out by themselves knows why they are asked to sign in. */
export function forgetSession(): void {
  wasHere = mark.value = false
}

/** The page to sign in on, and back from it to `next`; it says so when a session has ended (expired, revoked, signed out elsewhere). */
export function signInAgain(next: string): RouteLocationRaw {
  return { name: 'sign-in', query: { next, ended: wasHere || mark.value ? null : undefined } }
}
