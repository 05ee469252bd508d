import type { Rolldown } from 'vite'

type Group = Rolldown.CodeSplittingGroup

/** What a page cannot be drawn without, whichever it is; the explorer is drawn by other means and loads none of it. */
const parts = [
  /\/src\/ui\/(?!design\/|Guide|raw\/)/, // guides bring a reader of Markdown along, payloads a virtual list: whoever shows one fetches it
  /\/src\/use\w+\.ts$/,
  /\/src\/features\/(auth|shell)\/use\w+\.ts$/,
  /\/src\/features\/shell\/NavItem\.vue/,
  /\/src\/lib\/(connection|failure|identity|keys|relative-time|short-count|tenant-path|visible-text|words)\.ts$/,
  /plugin-vue:export-helper/,
]

const either = (patterns: readonly RegExp[]) => new RegExp(patterns.map(({ source }) => source).join('|'))

/**
 * Few files instead of the many that shared modules make by themselves: each costs a question of its own and a kilobyte of headers, and what
 * is packed together packs better. A group takes what its modules need along, unless one above it has it already.
 */
export const groups: Group[] = [
  {
    // Shared with the explorer, and split by who needs it: the explorer has far more of it.
    name: 'graphql',
    test: /\/node_modules\/(graphql|graphql-ws|tslib)\/|vite\/preload-helper/,
    entriesAware: true,
  },
  {
    name: 'core',
    test: /\/node_modules\/(vue|@vue\/(runtime-core|runtime-dom|reactivity|shared)|vue-router|@vueuse)\//,
  },
  { name: 'data', test: /\/src\/apollo\.ts$|\/node_modules\/@vue\/apollo-composable\// },
  { name: 'parts', test: either(parts), minShareCount: 2 },
  // The queue, the pane beside it and an alert's own page have most of theirs in common.
  {
    name: 'alerts',
    test: /\/src\/features\/alerts\/|\/src\/lib\/(alert|closure|deed|history|overlay|queue|walk)/,
    minShareCount: 2,
  },
].map((group, index, all) => ({ ...group, priority: all.length - index }))
