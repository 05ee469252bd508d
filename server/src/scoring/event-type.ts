import { registerEnumType } from 'type-graphql'

/** What kind of thing has happened, as far as risk is concerned. */
export enum EventType {
  MALWARE = 'MALWARE',
  INTRUSION = 'INTRUSION',
  DATA_BREACH = 'DATA_BREACH',
  CREDENTIAL_ACCESS = 'CREDENTIAL_ACCESS',
  PHISHING = 'PHISHING',
  DDOS = 'DDOS',
  RECONNAISSANCE = 'RECONNAISSANCE',
  ANOMALY = 'ANOMALY',
  VULNERABILITY = 'VULNERABILITY',
  POLICY = 'POLICY',
  AVAILABILITY = 'AVAILABILITY',
}
registerEnumType(EventType, {
  name: 'EventType',
  description: 'What kind of thing has happened, as far as risk is concerned.',
})
