const wordsOf = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Keys that only hold something together: what stands in them is said of the alert itself. */
const wrappers = wordsOf(`
  data detail details properties event events result results fields payload body attributes state output outputfields object objects labels
  commonlabels annotations commonannotations context info item items record records content contents message raw alert alerts alertinfo alertdata
  finding findings findinginfo incident incidents detection detections offense offenses issue issues threat threats threatinfo essentials
  alertcontext hit hits additionaldata additionalinfo securityadvisory trigger customdetails eventdata system systemdata document reply response log
  logs logevent entry kibana metadata notification notifications problem violation signal case cef leef alarms value values report monitor params
  attachments blocks checkparams headers tags kv common
`)

/** Keys of things that an alert speaks of: their ids, names, states and times are not the alert's. */
const things = wordsOf(`
  process processes file files user users account accounts actor device devices host hosts comment comments note notes history evidence evidences
  entities relatedentities observables artifacts indicators resource resources references reference owner assignee assignedto author certificate
  flow parent container image pod package dependency repository sender organization org orgc team service services target targets client server
  src dst source destination srcendpoint dstendpoint endpoint agent agents manager sensor collector observer asset assets machine machines vendordata
  location geo geolocation tls ssl http dns network url registry session relatedevents relatedalerts activities attribute tag connection
  bucket s3bucketdetails instancedetails accesskeydetails links actions remediation recommendation workflow useragent application request
  evalmatches accessdevice authdevice rule rules policy probe userinfo creator createdby updatedby integration integrations receiver signals queries engines detectionengines columns group groups
  requester customer company project installation webhook environment interface vulnerabilities cwes identifiers remoteipdetails ancestors
  affecteditems involvedentities securitymarks entity technique tactic techniques tactics attack mitre subtechnique vulnerability cloud
`)

/** What watches and tells, rather than takes part. */
const reporters = wordsOf(`
  agent agents manager sensor sensors collector observer forwarder probe firstprobe secondprobe reporter scanner logger decoder predecoder
  beat appliance receiver webhook agentdetectioninfo relay syslogserver reportingagent
`)

/** `issueData`, `newAlerts`, `incident_details`: the alert by a longer name. */
const longer =
  /^(new)?(alert|event|finding|issue|incident|detection|signal|violation|problem)(s|data|info|details|fields|properties|attributes)$/

export const isWrapper = (name: string): boolean => wrappers.has(name) || longer.test(name)
export const isThing = (name: string): boolean => things.has(name)
export const isReporter = (name: string): boolean => reporters.has(name)
