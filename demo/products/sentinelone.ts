import { before, type Make, type Scene } from '../scene'

interface Threat {
  name: string
  classification: string
  confidence: 'malicious' | 'suspicious'
  indicator: string
  mitigation: 'mitigated' | 'not_mitigated'
}

/** A threat as the management API lists it (threats, version 2.1). */
function threat(scene: Scene, { name, classification, confidence, indicator, mitigation }: Threat): object {
  const { random, at, windows, person, world, file, stranger } = scene
  const [id, agentId, accountId] = [random.digits(19), random.digits(19), random.digits(18)]
  const time = at.toISOString().replace('Z', '000Z')
  return {
    id,
    agentDetectionInfo: { accountId, accountName: world.name, agentDomain: world.slug.toUpperCase(), agentIpV4: windows.ip, agentLastLoggedInUserName: person.login, agentMitigationMode: 'detect', agentOsName: 'Windows 11 Pro', agentVersion: '24.1.4.257', externalIp: stranger, siteName: world.name },
    agentRealtimeInfo: { accountId, agentComputerName: windows.name, agentId, agentInfected: mitigation === 'not_mitigated', agentIsActive: true, agentMachineType: windows.role, agentNetworkStatus: 'connected', agentOsType: 'windows', agentVersion: '24.1.4.257', networkInterfaces: [{ inet: [windows.ip], name: 'Ethernet0' }] },
    indicators: [{ category: 'General', description: indicator, ids: [random.int(2, 300)], tactics: [] }],
    threatInfo: {
      threatId: id, threatName: name, classification, classificationSource: 'Behavioral', confidenceLevel: confidence, analystVerdict: 'undefined', incidentStatus: 'unresolved', mitigationStatus: mitigation,
      detectionType: 'dynamic', engines: ['DBT - Executables'], filePath: `\\Device\\HarddiskVolume3\\Users\\${person.login}\\Downloads\\${name}`, fileSize: random.int(20_000, 4_000_000), processUser: `${world.slug.toUpperCase()}\\${person.login}`, originatorProcess: 'explorer.exe',
      sha1: file.sha1, sha256: null, md5: null, storyline: random.hex(16).toUpperCase(), createdAt: time, identifiedAt: before(scene, 2).toISOString(), updatedAt: time,
    },
  } // prettier-ignore
}

const infostealer: Make = (scene) =>
  threat(scene, { name: scene.file.name, classification: 'Infostealer', confidence: 'malicious', indicator: 'Reads stored passwords of browsers.', mitigation: 'not_mitigated' }) // prettier-ignore

const ransomware: Make = (scene) =>
  threat(scene, { name: scene.file.name, classification: 'Ransomware', confidence: 'malicious', indicator: 'Deletes shadow copies and renames documents.', mitigation: 'mitigated' }) // prettier-ignore

const suspicious: Make = (scene) =>
  threat(scene, { name: 'remote-help.exe', classification: 'PUA', confidence: 'suspicious', indicator: 'A tool for remote help that is not on the list of approved ones.', mitigation: 'not_mitigated' }) // prettier-ignore

export const sentinelone = { infostealer, ransomware, suspicious }
