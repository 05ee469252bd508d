import { before, fullName, mailOf, type Make, type Scene } from '../scene'

interface Alert {
  title: string
  description: string
  severity: 'informational' | 'low' | 'medium' | 'high'
  category: string
  techniques: string[]
  source: string
}

/** An alert of Microsoft Graph (security/alerts_v2), as a Logic App forwards it. */
function alert(scene: Scene, { title, description, severity, category, techniques, source }: Alert): object {
  const { random, at, windows, person, world, file } = scene
  const id = `da${random.digits(18)}_${random.int(1_000_000, 999_999_999)}`
  const time = `${at.toISOString().slice(0, -1)}${random.int(1_000, 9_999)}Z`
  return {
    '@odata.type': '#microsoft.graph.security.alert',
    id,
    providerAlertId: id,
    incidentId: `${random.int(1_000, 99_999)}`,
    status: 'new',
    severity,
    classification: 'unknown',
    determination: 'unknown',
    serviceSource: source,
    detectionSource: source,
    detectorId: random.uuid(),
    tenantId: random.uuid(),
    title,
    description,
    recommendedActions: 'Confirm with the user. Review the machine timeline. Isolate the device if the activity is not expected.',
    category,
    assignedTo: null,
    alertWebUrl: `https://security.microsoft.example/alerts/${id}`,
    mitreTechniques: techniques,
    createdDateTime: time,
    lastUpdateDateTime: time,
    firstActivityDateTime: before(scene, random.int(60, 900)).toISOString(),
    lastActivityDateTime: at.toISOString(),
    evidence: [
      { '@odata.type': '#microsoft.graph.security.deviceEvidence', deviceDnsName: fullName(windows, scene), osPlatform: 'Windows11', healthStatus: 'active', riskScore: 'high', onboardingStatus: 'onboarded', verdict: 'suspicious', loggedOnUsers: [{ accountName: person.login, domainName: world.slug.toUpperCase() }] },
      { '@odata.type': '#microsoft.graph.security.userEvidence', verdict: 'unknown', userAccount: { accountName: person.login, userPrincipalName: mailOf(scene), displayName: person.name } },
      { '@odata.type': '#microsoft.graph.security.fileEvidence', verdict: 'suspicious', detectionStatus: 'detected', fileDetails: { fileName: file.name, sha1: file.sha1, sha256: file.sha256, filePath: `C:\\Users\\${person.login}\\Downloads` } },
    ],
  } // prettier-ignore
}

const endpoint = 'microsoftDefenderForEndpoint'

const ransomware: Make = (scene) =>
  alert(scene, {
    title: 'Possible ransomware activity: many files renamed in a short time',
    description: 'One process renamed several hundred files on a network share and left a note in each folder.',
    severity: 'high', category: 'Ransomware', techniques: ['T1486'], source: endpoint,
  }) // prettier-ignore

const hiddenTask: Make = (scene) =>
  alert(scene, {
    title: 'Scheduled task created by an unusual process',
    description: 'A task that starts a file in the temporary folder at each logon was created.',
    severity: 'medium', category: 'Persistence', techniques: ['T1053.005'], source: endpoint,
  }) // prettier-ignore

const phishing: Make = (scene) =>
  alert(scene, {
    title: 'A potentially malicious URL click was detected',
    description: `A recipient opened a link that was found to be harmful after delivery: ${scene.domain}.`,
    severity: 'high', category: 'InitialAccess', techniques: ['T1566.002'], source: 'microsoftDefenderForOffice365',
  }) // prettier-ignore

const reportedMail: Make = (scene) =>
  alert(scene, {
    title: 'Email reported by user as malware or phish',
    description: 'A user reported a message. Nobody else has received it.',
    severity: 'low', category: 'InitialAccess', techniques: ['T1566'], source: 'microsoftDefenderForOffice365',
  }) // prettier-ignore

const inboxRule: Make = (scene) =>
  alert(scene, {
    title: 'Suspicious inbox forwarding rule',
    description: 'A rule forwards all mail about payments to an address outside.',
    severity: 'medium', category: 'Collection', techniques: ['T1114.003'], source: 'microsoftDefenderForCloudApps',
  }) // prettier-ignore

export const defender = { ransomware, hiddenTask, phishing, reportedMail, inboxRule }
