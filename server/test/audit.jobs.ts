interface Made {
  id: string
}

/** The deeds that can be done with jobs. @param aDeadJob makes one that has failed for good, @param aLongJob one that takes a while */
export const jobDeeds = (aDeadJob: () => Promise<Made>, aLongJob: () => Promise<Made>) => ({
  runTestJob: {
    document: 'mutation { runTestJob(input: { seconds: 0 }) { job { id } } }',
    action: 'job.test',
  },
  retryJob: {
    document: 'mutation ($id: ID!) { retryJob(input: { id: $id }) { job { id } } }',
    variables: () => aDeadJob(),
    action: 'job.retry',
  },
  cancelJob: {
    document: 'mutation ($id: ID!) { cancelJob(input: { id: $id }) { job { id } } }',
    variables: () => aLongJob(),
    action: 'job.cancel',
  },
})
