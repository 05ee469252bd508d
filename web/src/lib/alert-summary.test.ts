import { anAlert } from './alert.builder'
import { alertSummary } from './alert-summary'

const lines = (fields: Parameters<typeof anAlert>[0]) =>
  Object.fromEntries(
    alertSummary(anAlert(fields)).map(({ question, facts }) => [
      question,
      facts.map(({ what, text }) => (what ? `${what} ${text}` : text)).join(' | '),
    ]),
  )

describe('alertSummary', () => {
  it('leaves out what nothing is known of', () => {
    expect(lines({ product: 'wazuh' })).toEqual({ From: 'wazuh', When: 'first seen 2026-01-01T00:00:00.000Z' })
  })

  it('names the product once when its source is called after it', () => {
    const named = (name: string, product: string) => lines({ product, source: { id: 's', slug: 's', name } }).From
    expect(named('CrowdStrike Falcon', 'CrowdStrike Falcon')).toBe('CrowdStrike Falcon')
    expect(named('Wazuh in Oslo', 'wazuh')).toBe('Wazuh in Oslo')
    expect(named('The old sensor', 'Suricata')).toBe('The old sensor | Suricata')
  })

  it('says where traffic went, with addresses that are no links', () => {
    const { Network } = lines({
      srcIp: '10.0.0.5',
      srcPort: 51234,
      dstIp: '203.0.113.9',
      dstPort: 443,
      domain: 'evil.example',
      url: 'https://evil.example/a',
    })
    expect(Network).toBe('10.0.0.5:51234 → 203[.]0[.]113[.]9:443 | hxxps://evil[.]example/a')
  })

  it.each([
    [{ srcIp: '10.0.0.5' }, 'from 10.0.0.5'],
    [{ dstIp: '2001:db8::1', dstPort: 53 }, 'to [2001:db8::1]:53'],
    [{ domain: 'evil.example', url: 'https://other.example' }, 'evil[.]example | hxxps://other[.]example'],
  ])('of %j says %s', (fields, said) => {
    expect(lines(fields).Network).toBe(said)
  })

  it('says what the tenant knows of the addresses and the host', () => {
    const answers = alertSummary(
      anAlert({
        srcIp: '10.0.0.5',
        dstIp: '10.0.0.6',
        srcNetwork: 'Office',
        asset: { __typename: 'Asset', id: 'x', host: 'dc01', criticality: 'HIGH', owner: 'IT' },
        riskExplanation: [
          {
            __typename: 'RiskFactor',
            factor: 'source',
            points: 1,
            why: 'It comes from an internal address, of external',
          },
        ],
      }),
    )
    const notesOf = (question: string) =>
      answers.find((one) => one.question === question)?.facts.map((fact) => fact.notes)
    expect(notesOf('Network')).toEqual([['Office', 'internal'], undefined])
    expect(notesOf('Where')).toEqual([['high criticality', 'owner IT']])
  })

  it('names the rule once, not when the title does', () => {
    expect(lines({ title: 'SSH brute force', ruleName: 'SSH brute force', ruleId: '5712' }).What).toBe('rule 5712')
    expect(lines({ ruleName: 'sshd', ruleId: '5712', techniques: ['T1110'] }).What).toBe('rule sshd | T1110')
  })

  it('counts what came again', () => {
    expect(lines({ occurrences: 1_204, lastSeenAt: '2026-01-02T00:00:00.000Z' }).When).toBe(
      'first seen 2026-01-01T00:00:00.000Z | last seen 2026-01-02T00:00:00.000Z | 1,204 times',
    )
  })

  it('begins with the verdict, or with a word that was left before there is one', () => {
    const [first] = alertSummary(anAlert({ verdict: 'BENIGN', reasonCode: 'EXPECTED_ACTIVITY', reason: 'Backup' }))
    expect(first?.facts.map(({ text }) => text)).toEqual(['Benign: expected activity', 'Backup'])
    expect(lines({ reason: 'Asked the owner' })).toMatchObject({ Reason: 'Asked the owner' })
  })

  it('names one hash, the strongest', () => {
    const hashes = { __typename: 'Hashes' as const, md5: 'm', sha256: 's' }
    expect(lines({ fileName: 'a.exe', hashes }).File).toBe('a.exe | SHA-256 s')
  })
})
