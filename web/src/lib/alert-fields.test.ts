import { anAlert } from './alert.builder'
import { alertFields } from './alert-fields'

const rowsOf = (fields: Parameters<typeof anAlert>[0]) =>
  new Map(alertFields(anAlert(fields)).flatMap(({ rows }) => rows.map(({ label, values }) => [label, values])))

describe('alertFields', () => {
  it('shows no group and no field that is empty', () => {
    expect(alertFields(anAlert()).map(({ title }) => title)).toEqual(['Triage', 'Times'])
    expect([...rowsOf({ host: '' }).keys()]).not.toContain('Host')
  })

  it('shows zero, which is a value', () => {
    expect(rowsOf({ srcPort: 0 }).get('Source port')?.[0]?.value).toBe('0')
  })

  it('defangs what is shown and copies what is', () => {
    const [value] = rowsOf({ url: 'http://evil.example/x' }).get('URL') ?? []
    expect(value).toMatchObject({ value: 'http://evil.example/x', shown: 'hxxp://evil[.]example/x', field: 'url' })
    expect(rowsOf({ mailSender: 'm@evil.example' }).get('From')?.[0]?.shown).toBe('m@evil[.]example')
  })

  it('narrows the queue by what the filter knows: a slug, an id, each tag on its own', () => {
    const rows = rowsOf({
      tags: ['a', 'b'],
      source: { __typename: 'Source', id: 's', slug: 'siem', name: 'Our SIEM' },
      assignee: { __typename: 'User', id: 'u', name: 'Ada' },
    })
    expect(rows.get('Tags')?.map(({ value, field }) => [value, field])).toEqual([
      ['a', 'tags'],
      ['b', 'tags'],
    ])
    expect(rows.get('Source')?.[0]).toMatchObject({ value: 'Our SIEM', field: 'source', filterValue: 'siem' })
    expect(rows.get('Assigned to')?.[0]).toMatchObject({ value: 'Ada', field: 'assignee', filterValue: 'u' })
  })

  it('narrows by the schema’s word and shows people’s', () => {
    expect(rowsOf({ status: 'IN_PROGRESS' }).get('Status')?.[0]).toMatchObject({
      value: 'IN_PROGRESS',
      shown: 'In progress',
    })
  })
})
