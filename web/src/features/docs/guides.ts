/** In the order of reading; the file is docs/guides/<slug>.md. A test holds titles and files to each other. */
export interface Guide {
  slug: string
  title: string
  hint: string
  icon: string
}

export const firstSteps: readonly Guide[] = [
  {
    slug: 'first-webhook',
    title: 'First webhook',
    hint: 'Send a signed alert and watch it arrive.',
    icon: 'i-lucide-webhook',
  },
  {
    slug: 'first-query',
    title: 'First query',
    hint: 'Read alerts as a program or in a page of your own.',
    icon: 'i-lucide-search-code',
  },
  {
    slug: 'first-subscription',
    title: 'First subscription',
    hint: 'Hear of every change as it happens.',
    icon: 'i-lucide-radio',
  },
]

export const furtherGuides: readonly Guide[] = [
  {
    slug: 'one-alert-or-many',
    title: 'One alert or many',
    hint: 'What makes items the same alert, for how long, and how to change it.',
    icon: 'i-lucide-layers',
  },
  {
    slug: 'risk-and-assets',
    title: 'Risk, networks and assets',
    hint: 'What a score is made of, and how to tell what is yours.',
    icon: 'i-lucide-gauge',
  },
  {
    slug: 'observables',
    title: 'Observables, IOCs and pivot links',
    hint: 'What alerts have in common, what is known to be bad, and where to look further.',
    icon: 'i-lucide-fingerprint',
  },
  {
    slug: 'agents-and-old-clients',
    title: 'Agents and clients of old',
    hint: 'What sends and asks as it did before Tocsin, and how it reads here.',
    icon: 'i-lucide-radio-tower',
  },
  {
    slug: 'filters-and-paging',
    title: 'Filters and paging',
    hint: 'Ask for exactly the rows you want, and for all of them.',
    icon: 'i-lucide-list-filter',
  },
  {
    slug: 'errors-and-retries',
    title: 'Errors and retries',
    hint: 'What each code means, and when to try again.',
    icon: 'i-lucide-rotate-cw',
  },
  {
    slug: 'keys-and-tenants',
    title: 'API keys and tenants',
    hint: 'Who asks, with which rights, about whose alerts.',
    icon: 'i-lucide-key-round',
  },
]

export const guides = [...firstSteps, ...furtherGuides]
