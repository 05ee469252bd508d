import { rescoredWords } from './rescore-words'

it.each([
  [{ alerts: 0, up: 0, down: 0, completed: 0 }, 'There is no alert to score.'],
  [{ alerts: 1, up: 0, down: 0, completed: 0 }, 'Scored 1 alert: none has changed.'],
  [{ alerts: 1_200, up: 12, down: 3, completed: 0 }, 'Scored 1,200 alerts: 12 higher and 3 lower.'],
  [{ alerts: 3, up: 1, down: 1, completed: 3 }, 'Scored 3 alerts: 1 higher, 1 lower and 3 with what they had lacked.'],
  [null, null],
  [{ alerts: 3 }, null],
])('tells of %j', (result, words) => {
  expect(rescoredWords(result)).toBe(words)
})
