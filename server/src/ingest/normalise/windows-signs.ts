/** Where shippers of Windows' event logs write the log's name: nxlog, EVTX as JSON, winlogbeat 7 and 6. */
const channelPlaces: [place: string, id: string][] = [
  ['Channel', 'EventID'],
  ['Event.System.Channel', 'Event.System.EventID'],
  ['winlog.channel', 'winlog'],
  ['log_name', 'event_id'],
]
const providerPlaces: [place: string, id: string][] = [
  ['SourceName', 'EventID'],
  ['EventSourceName', 'EventID'],
  ['Event.System.Provider.#attributes.Name', 'Event.System.EventID'],
  ['Event.System.Provider_attributes.Name', 'Event.System.EventID'],
  ['Event.System.Provider.@Name', 'Event.System.EventID'],
  ['Event.System.Provider.Name', 'Event.System.EventID'],
  ['winlog.provider_name', 'winlog'],
]

export const ofChannel = (name: string): string[][] => channelPlaces.map(([place, id]) => [`${place}=${name}`, id])
export const ofProvider = (name: string): string[][] => providerPlaces.map(([place, id]) => [`${place}=${name}`, id])
