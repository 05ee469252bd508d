import { changesIn, saidIn } from './observable-knowledge'

const shown = { tlp: 'TLP:RED', note: 'Seen at Globex', validUntil: '2026-03-04T05:06' }

it('says nothing of what was left blank', () => {
  expect(saidIn({ tlp: '', note: ' ', validUntil: '' })).toEqual({})
  expect(saidIn({ ...shown, note: ' mine ' })).toEqual({ tlp: 'TLP:RED', note: 'mine' })
})

it('changes what was touched alone, and takes away what was emptied', () => {
  expect(changesIn(shown, shown)).toEqual({})
  expect(changesIn({ ...shown, tlp: 'TLP:GREEN' }, shown)).toEqual({ tlp: 'TLP:GREEN' })
  expect(changesIn({ ...shown, note: '', validUntil: '' }, shown)).toEqual({ note: null, validUntil: null })
})
