import { before, mailOf, type Make, type Scene } from '../scene'

interface Incident {
  title: string
  description: string
  severity: 'Informational' | 'Low' | 'Medium' | 'High'
  tactics: string[]
  entity: { kind: string; properties: object }
}

/** What the trigger "Microsoft Sentinel incident" hands to a Logic App, which forwards it as it is. */
function incident(scene: Scene, { title, description, severity, tactics, entity }: Incident): object {
  const { random, at, world } = scene
  const subscription = random.uuid()
  const workspace = `/subscriptions/${subscription}/resourceGroups/soc/providers/Microsoft.OperationalInsights/workspaces/${world.slug}`
  const name = random.uuid()
  const number = random.int(100, 9_999)
  const time = at.toISOString()
  return {
    eventUniqueId: random.uuid(),
    objectSchemaType: 'Incident',
    objectEventType: 'Create',
    workspaceInfo: { SubscriptionId: subscription, ResourceGroupName: 'soc', WorkspaceName: world.slug },
    workspaceId: random.uuid(),
    object: {
      id: `${workspace}/providers/Microsoft.SecurityInsights/Incidents/${name}`,
      name,
      type: 'Microsoft.SecurityInsights/Incidents',
      properties: {
        title, description, severity, status: 'New', incidentNumber: number, labels: [], owner: { objectId: null, email: null, assignedTo: null },
        createdTimeUtc: time, lastModifiedTimeUtc: time, firstActivityTimeUtc: before(scene, 1_200).toISOString(), lastActivityTimeUtc: time,
        incidentUrl: `https://portal.azure.example/#asset/Microsoft_Azure_Security_Insights/Incident${workspace}/Incidents/${name}`,
        additionalData: { alertsCount: 1, bookmarksCount: 0, commentsCount: 0, alertProductNames: ['Azure Sentinel'], tactics },
        relatedEntities: [{ id: `${workspace}/entities/${random.uuid()}`, type: 'Microsoft.SecurityInsights/Entities', ...entity }],
      },
    },
  } // prettier-ignore
}

const account = (scene: Scene) => ({ kind: 'Account', properties: { accountName: scene.person.login, upnSuffix: scene.world.domain, friendlyName: mailOf(scene) } }) // prettier-ignore
const hostOf = (name: string) => ({ kind: 'Host', properties: { hostName: name, friendlyName: name } })

const signInFromTwoPlaces: Make = (scene) =>
  incident(scene, { title: 'Sign-ins of one account from two countries within an hour', description: 'The second sign-in was from an address that this account has never used.', severity: 'High', tactics: ['InitialAccess'], entity: account(scene) }) // prettier-ignore

const consent: Make = (scene) =>
  incident(scene, { title: 'Rare application consent', description: 'A user let an unknown application read all mail.', severity: 'Medium', tactics: ['Persistence'], entity: account(scene) }) // prettier-ignore

const adminAtNight: Make = (scene) =>
  incident(scene, { title: 'Administrator signed in to a domain controller at night', description: 'Outside of the agreed maintenance window.', severity: 'Low', tactics: ['LateralMovement'], entity: hostOf(scene.windows.name) }) // prettier-ignore

const massDownload: Make = (scene) =>
  incident(scene, { title: 'Mass download of records by one account', description: 'More patient records were opened in ten minutes than on an ordinary day.', severity: 'High', tactics: ['Collection', 'Exfiltration'], entity: account(scene) }) // prettier-ignore

export const sentinel = { signInFromTwoPlaces, consent, adminAtNight, massDownload }
