import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { useQuery } from '@vue/apollo-composable'
import { computed, type Ref } from 'vue'
import { graphql } from '../../gql'
import { readFailure } from '../../lib/failure'
import type { Versioned } from '../../lib/overlay'
import { useLiveChanges } from '../../useLiveChanges'
import { useAlertOverlay } from './overlay'

const detailQuery = graphql(`
  query AlertDetail($id: ID!) {
    alert(id: $id) {
      ...AlertDetail_Alert
    }
  }
`)

graphql(`
  fragment AlertDetail_Alert on Alert {
    ...Deed_Alert
    number
    title
    description
    severitySetBy
    vendorSeverity
    tags
    product
    vendorId
    ruleId
    ruleName
    link
    entity
    host
    user
    resource
    cloudAccount
    srcIp
    srcPort
    dstIp
    dstPort
    domain
    url
    fileName
    hashes {
      md5
      sha1
      sha256
    }
    mailSender
    mailRecipients
    mailSubject
    techniques
    tactics
    disposition
    riskScore
    riskExplanation {
      factor
      points
      why
    }
    anomalyScore
    eventType
    vendorStatus
    vendorScore
    normaliser
    recognisedBy
    srcNetwork
    dstNetwork
    asset {
      id
      host
      name
      criticality
      owner
    }
    process {
      ...AlertDetail_Process
      parent {
        ...AlertDetail_Process
        parent {
          ...AlertDetail_Process
          parent {
            ...AlertDetail_Process
          }
        }
      }
    }
    occurrences
    swallowed
    dedup {
      fields
      values
    }
    previousAlert {
      id
      key
      title
    }
    eventAt
    firstSeenAt
    lastSeenAt
    updatedAt
    acknowledgedAt
    triagedAt
    closedAt
    endedAt
    source {
      id
      slug
      name
    }
    ...AlertRule_Alert
    latest: history(first: 5, direction: DESC) {
      ...AlertHistory_Entry
    }
  }
`)

graphql(`
  fragment AlertDetail_Process on Process {
    name
    path
    commandLine
    pid
    user
  }
`)

const nowQuery = graphql(`
  query AlertNow($id: ID!) {
    alert(id: $id) {
      ...Deed_Alert
      latest: history(first: 5, direction: DESC) {
        ...AlertHistory_Entry
      }
    }
  }
`)

const changes = graphql(`
  subscription AlertDetail_Changes($filter: AlertFilter!) {
    alertChanged(filter: $filter) {
      kind
      alertId
    }
  }
`)

/** One alert with everything but its raw text and history, loaded again whenever it changes; deeds show in it at once. */
export const useLiveAlert = (id: Readonly<Ref<string>>) => useAlertOf(detailQuery, id)

/** As much of an alert as a deed touches, as the server has it now: what a draft is compared with. */
export const useAlertNow = (id: Readonly<Ref<string>>) => useAlertOf(nowQuery, id)

/** Another tenant's alert is missing, as if it did not exist. */
function useAlertOf<Found extends Versioned>(
  document: TypedDocumentNode<{ alert?: Found | null }, { id: string }>,
  id: Readonly<Ref<string>>,
) {
  const overlay = useAlertOverlay()
  const { result, error, loading, refetch } = useQuery(document, () => ({ id: id.value }), {
    fetchPolicy: 'cache-and-network',
  })
  const stored = computed(() => result.value?.alert ?? null)
  const alert = computed(() => (stored.value ? overlay.of(stored.value) : null))
  const isMissing = computed(() =>
    error.value ? readFailure(error.value).code === 'NOT_FOUND' : !loading.value && result.value?.alert === null,
  )
  /** A failed refetch shows in `error`; the rejection says nothing more. */
  const reload = () => void refetch()?.catch(() => undefined)
  const variables = computed(() => ({ filter: { id: [id.value] } }))
  useLiveChanges(changes, variables, { onChange: reload, onResumed: reload })
  return { stored, alert, error, isMissing, reload }
}
