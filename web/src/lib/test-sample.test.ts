import { testSample } from './test-sample'

it('writes a sample that reads back, with lists as lists and text as text', () => {
  const text = testSample('Wazuh: "sshd"', ' {"rule": {"id": "5712"}}\n', [
    {
      kind: 'ALERT',
      product: 'wazuh',
      severity: 'HIGH',
      title: null,
      fields: [
        { name: 'host', value: 'web-1' },
        { name: 'techniques', value: '["T1110"]' },
        { name: 'user', value: '[not json' },
        { name: 'srcPort', value: '22' },
        { name: 'ruleId', value: '5712' },
      ],
    },
  ])
  expect(JSON.parse(text)).toEqual([
    {
      about: 'Wazuh: "sshd"',
      body: { rule: { id: '5712' } },
      findings: [
        {
          kind: 'ALERT',
          product: 'wazuh',
          severity: 'HIGH',
          host: 'web-1',
          techniques: ['T1110'],
          user: '[not json',
          srcPort: 22,
          ruleId: '5712',
        },
      ],
    },
  ])
})

it('keeps every digit of the body', () => {
  expect(testSample('ids', '{"id": 12345678901234567890}', [])).toContain('{"id": 12345678901234567890}')
})
