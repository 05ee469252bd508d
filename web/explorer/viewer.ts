/** Who is signed in, and the tenants they can turn to. */
export interface Viewer {
  name: string
  tenants: Tenant[]
  /** The session's own tenant, when it has one. */
  home: string | null
  mustChangePassword: boolean
}

export interface Tenant {
  slug: string
  name: string
}

export const viewerQuery = /* GraphQL */ `
  query ExplorerViewer {
    viewer {
      mustChangePassword
      tenant {
        slug
      }
      user {
        name
      }
      tenants {
        tenant {
          slug
          name
        }
      }
    }
  }
`

interface Answer {
  data?: {
    viewer: {
      mustChangePassword: boolean
      tenant: { slug: string } | null
      user: { name: string } | null
      tenants: { tenant: Tenant }[]
    } | null
  }
  errors?: { message: string }[]
}

/** Null when nobody is signed in. @throws when the server cannot be asked. */
export async function loadViewer(): Promise<Viewer | null> {
  const response = await fetch('/graphql', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: viewerQuery }),
  })
  const { data, errors } = (await response.json()) as Answer
  if (!data) throw new Error(errors?.[0]?.message ?? `The server answered ${response.status}`)
  if (!data.viewer) return null
  const { mustChangePassword, tenant, user, tenants } = data.viewer
  return {
    name: user?.name ?? '',
    home: tenant?.slug ?? null,
    mustChangePassword,
    tenants: tenants.map((membership) => membership.tenant),
  }
}
