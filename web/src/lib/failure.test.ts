import { fieldFault, otherFaults, readFailure } from './failure'

const graphqlError = (extensions: Record<string, unknown>, message = 'Refused') => ({ message, extensions })

describe('readFailure', () => {
  it('reads an error from an answer of 200', () => {
    const failure = readFailure({
      graphQLErrors: [graphqlError({ code: 'CONFLICT', requestId: 'r1', allowed: ['NEW'] })],
    })
    expect(failure).toMatchObject({ code: 'CONFLICT', message: 'Refused', requestId: 'r1', allowed: ['NEW'] })
  })

  it('reads an error from an answer of 429', () => {
    const body = { errors: [graphqlError({ code: 'RATE_LIMITED', retryAfter: 11.2 })] }
    expect(readFailure({ graphQLErrors: [], networkError: { statusCode: 429, result: body } })).toMatchObject({
      code: 'RATE_LIMITED',
      retryAfter: 12,
    })
  })

  it('calls a missing answer OFFLINE', () => {
    expect(readFailure({ graphQLErrors: [], networkError: new TypeError('Failed to fetch') }).code).toBe('OFFLINE')
    expect(readFailure({ networkError: { statusCode: 502, result: '<html>' } }).code).toBe('OFFLINE')
    expect(readFailure(undefined).code).toBe('OFFLINE')
  })

  it('finds the fault of a field with or without the prefix', () => {
    const failure = readFailure({
      graphQLErrors: [
        graphqlError({
          code: 'BAD_USER_INPUT',
          fields: [
            { path: ['input', 'email'], message: 'Not an address' },
            { path: 'burst', message: 'Too big' },
          ],
        }),
      ],
    })
    expect(fieldFault(failure, 'email')).toBe('Not an address')
    expect(fieldFault(failure, 'burst')).toBe('Too big')
    expect(fieldFault(failure, 'name')).toBeUndefined()
    expect(otherFaults(failure, ['email'])).toEqual(['Burst: Too big'])
  })
})
