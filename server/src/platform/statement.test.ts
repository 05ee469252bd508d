import { together } from './statement'

it('gives each statement its own parameters, however often it names them', () => {
  const first = { sql: 'INSERT INTO a SELECT $1, $2, $1', params: ['x', 'y'] }
  const second = { sql: 'UPDATE b SET c = $1 WHERE d = $2 AND e = $11', params: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] }
  const { sql, params } = together([first, second])
  expect(sql).toContain('SELECT $1, $2, $1')
  expect(sql).toContain('c = $3 WHERE d = $4 AND e = $13')
  expect(params).toEqual(['x', 'y', 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
})
