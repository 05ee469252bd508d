import { hashKindOf, namedHashes } from './hashes'

const [md5, sha1, sha256] = ['a'.repeat(32), 'b'.repeat(40), 'c'.repeat(64)]

it('tells hashes in one text by their names, and leaves out those of another length or kind', () => {
  expect(namedHashes(`SHA1=${sha1.toUpperCase()},MD5=${md5},SHA-256:${sha256},IMPHASH=${md5}`)).toEqual({
    md5,
    sha1,
    sha256,
  })
  expect(namedHashes(`MD5=${sha1};SHA1=-`)).toEqual({})
  expect(namedHashes({ MD5: md5 })).toEqual({})
})

it('tells a bare digest by its length', () => {
  expect([md5, sha1, sha256, 'c', null].map(hashKindOf)).toEqual(['md5', 'sha1', 'sha256', null, null])
})
