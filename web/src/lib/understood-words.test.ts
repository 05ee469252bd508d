import { understoodLabel, understoodText } from './understood-words'

it.each([
  ['srcIp', 'Source address'],
  ['ruleName', 'Rule name'],
  ['constructor', 'Constructor'],
])('calls %s %s', (name, label) => expect(understoodLabel(name)).toBe(label))

it.each([
  ['["T1486","T1078"]', 'T1486, T1078'],
  ['[{"a":1}]', '[{"a":1}]'],
  ['[not a list', '[not a list'],
  ['web-1', 'web-1'],
])('writes %s as %s', (value, text) => expect(understoodText(value)).toBe(text))
