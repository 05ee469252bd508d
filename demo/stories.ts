import type { EventName, Product } from './products'
import { eventOf } from './products'

/** Events that belong together, in their order; one scene (host, person, stranger) runs through all of them. */
export interface Story {
  weight: number
  events: EventName[]
}

const acme: Story[] = [
  { weight: 2, events: ['suricata.sshScan', 'wazuh.invalidUser', 'wazuh.bruteForced', 'wazuh.successAfterFailures', 'wazuh.fileChanged'] },
  { weight: 3, events: ['defender.phishing', 'suricata.download', 'crowdstrike.encodedPowerShell', 'crowdstrike.credentialTheft', 'suricata.beacon'] },
  { weight: 2, events: ['okta.failedLogons', 'okta.impossibleTravel', 'okta.factorReset', 'defender.inboxRule'] },
  { weight: 2, events: ['github.leakedSecret', 'guardduty.anomalousCalls', 'guardduty.exfiltratedKey', 'guardduty.trailStopped'] },
  { weight: 3, events: ['suricata.portScan', 'suricata.portScan', 'guardduty.portProbe', 'wazuh.webErrors'] },
  { weight: 2, events: ['splunk.newAdmin', 'splunk.logCleared', 'splunk.exfiltration'] },
  { weight: 1, events: ['crowdstrike.machineLearning', 'defender.hiddenTask', 'defender.ransomware'] },
  { weight: 6, events: ['wazuh.sudo'] },
  { weight: 5, events: ['wazuh.invalidUser'] },
  { weight: 4, events: ['crowdstrike.adware'] },
  { weight: 4, events: ['defender.reportedMail'] },
  { weight: 4, events: ['okta.lockedOut'] },
  { weight: 4, events: ['github.dependency'] },
  { weight: 3, events: ['splunk.vpnAtNight'] },
  { weight: 3, events: ['splunk.silentHost'] },
  { weight: 3, events: ['wazuh.fileChanged'] },
  { weight: 2, events: ['suricata.exploit'] },
  { weight: 2, events: ['okta.threat'] },
  { weight: 2, events: ['okta.reported'] },
  { weight: 2, events: ['github.code'] },
  { weight: 1, events: ['guardduty.mining'] },
] // prettier-ignore

const globex: Story[] = [
  { weight: 2, events: ['alertmanager.authFailures', 'wazuh.bruteForced', 'wazuh.successAfterFailures', 'elastic.newTool', 'elastic.dnsTunnel'] },
  { weight: 2, events: ['elastic.rareParent', 'sentinelone.infostealer', 'sentinel.signInFromTwoPlaces', 'sentinel.massDownload'] },
  { weight: 3, events: ['elastic.webShell', 'falco.shell', 'falco.sensitiveFile', 'falco.droppedBinary', 'alertmanager.highLoad'] },
  { weight: 1, events: ['wazuh.windowsLogonFailures', 'sentinel.adminAtNight', 'sentinelone.ransomware'] },
  { weight: 2, events: ['guardduty.portProbe', 'guardduty.anomalousCalls', 'guardduty.exfiltratedKey'] },
  { weight: 5, events: ['wazuh.sudo'] },
  { weight: 4, events: ['falco.apiServer'] },
  { weight: 4, events: ['alertmanager.highLoad'] },
  { weight: 4, events: ['falco.shell'] },
  { weight: 3, events: ['alertmanager.certificate'] },
  { weight: 3, events: ['sentinelone.suspicious'] },
  { weight: 3, events: ['sentinel.consent'] },
  { weight: 3, events: ['elastic.newTool'] },
  { weight: 2, events: ['wazuh.fileChanged'] },
  { weight: 1, events: ['guardduty.mining'] },
  { weight: 2, events: ['alertmanager.down'] },
] // prettier-ignore

export const storiesOf: Record<string, readonly Story[]> = { acme, globex }

/** The products whose events a tenant's stories are told in: each needs a source. */
export const productsOf = (tenant: string): Product[] => [
  ...new Set((storiesOf[tenant] ?? []).flatMap(({ events }) => events.map((name) => eventOf(name).product))),
]
