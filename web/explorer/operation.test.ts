import { chosenOperation } from './operation'

const two = 'query A { a } subscription B { b }'

it('takes the operation that was chosen by its name', () => {
  expect(chosenOperation(two, 'A')).toEqual({ name: 'A', isSubscription: false })
  expect(chosenOperation(two, 'B')).toEqual({ name: 'B', isSubscription: true })
})

it('takes the only one there is, whatever was chosen before', () => {
  expect(chosenOperation('subscription Live { b }', 'FirstPage')).toEqual({ name: 'Live', isSubscription: true })
  expect(chosenOperation('{ a }', null)).toEqual({ name: undefined, isSubscription: false })
})

it('leaves to the server what is unclear or cannot be read', () => {
  expect(chosenOperation(two, null)).toEqual({ name: undefined, isSubscription: false })
  expect(chosenOperation('query {', 'A')).toEqual({ name: undefined, isSubscription: false })
})
