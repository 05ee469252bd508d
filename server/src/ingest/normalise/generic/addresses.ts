import { isReporter, isThing, isWrapper } from './context'
import type { Meaning } from './meaning'

const sourceWord =
  /^(c?src|source|client|attacker|attack|caller|origin|originator|orig|offender|initiator|login|actor|suspect|malicious|threat|s|idorig)/
const targetWord = /^(dst|dest|destination|target|tgt|victim|responder|resp|server|d|impacted|idresp)/
/** What ends the name of an address. */
const addressEnd =
  /(ip|ipaddress|ipaddr|ipv4|ipv6|ipaddressv4|ipaddressv6|address|addr|ips|ipaddresses|addressip|iphost|idorigh|idresph)$/
const portEnd = /(port|portnumber|spt|dpt|origp|respp)$/

/** Addresses, ports, names and links, by the words in their keys: which side, and of what. */
export function addressMeanings(name: string, around: readonly string[]): Meaning[] {
  return [
    ...ipMeanings(name, around),
    ...portMeanings(name, around),
    ...domainMeanings(name, around),
    ...urlMeanings(name, around),
  ]
}

function ipMeanings(name: string, around: readonly string[]): Meaning[] {
  if (/^mac|macaddr|email|mailaddress|postal|street|dns|nat(ed|src|dst|ip)|^nat|xlate/.test(name)) return []
  if (
    around.some(isReporter) ||
    /^(agent|sensor|collector|manager|observer|probe|dvc|device(address|ip)$|internal|external|reporting|scanner|host|log|nas)/.test(
      name,
    )
  )
    return []
  const parent = around.at(-1) ?? ''
  if (/^(src|source|attackers?|offendingip|srcaddr|ipsrc|offensesource|saddr|clientaddr)$/.test(name))
    return [{ field: 'srcIp', rank: 1 }]
  if (/^(dst|dest|destination|daddr|ipdst|dstaddr)$/.test(name)) return [{ field: 'dstIp', rank: 1 }]
  if (!addressEnd.test(name) && !/^(ip|ips)/.test(name)) return []
  return sideOf(name, parent, around)
}

function sideOf(name: string, parent: string, around: readonly string[]): Meaning[] {
  const isBare =
    /^(ip|ips|ipaddress|ipaddr|ipaddresses|address|addr|ipv4|ipv6|ipaddressv4|ipaddressv6|addressip)$/.test(name)
  const said = isBare ? parent : name
  if (/^local/.test(said)) return [{ field: 'localIp', rank: 0 }]
  if (/^remote/.test(said)) return [{ field: 'remoteIp', rank: 0 }]
  if (
    targetWord.test(said) &&
    !/^(device|data|detail|detect|dns|domain|details|display|docker|description|document)/.test(said)
  )
    return [{ field: 'dstIp', rank: isBare ? 0.2 : 0 }]
  if (
    sourceWord.test(said) &&
    !/^(system|session|sensor|state|status|service|site|server|signal|scan|securit|subject|threatinfo|sys)/.test(said)
  )
    return [{ field: 'srcIp', rank: isBare ? 0.2 : 0 }]
  if (
    !isBare &&
    !/^(user|access|public|peer|request|x?forwarded|country|logon|signin|action|incoming|inbound)/.test(name)
  )
    return []
  const isOther = around.some((one) =>
    /^(host|hosts|device|devices|machine|asset|assets|computer|authdevice|networkinterfaces|interface|instance|evidence|node|endpoint|server|dns|answers|ipchain|entities|relatedentities|resources?|observables|indicators?)/.test(
      one,
    ),
  )
  return isOther ? [] : [{ field: 'srcIp', rank: around.every(isWrapper) ? 1 : 1.5 }]
}

function portMeanings(name: string, around: readonly string[]): Meaning[] {
  if (!portEnd.test(name)) return []
  const said = name === 'port' || name === 'portnumber' ? (around.at(-1) ?? '') : name
  if (/^(src|source|client|s|orig|idorigp|attacker)/.test(said) && !/^(ser|sys|sup)/.test(said))
    return [{ field: 'srcPort', rank: 0 }]
  return /^(dst|dest|target|tgt|d|resp|idrespp)/.test(said) && !/^(dev|det|data|doc)/.test(said)
    ? [{ field: 'dstPort', rank: 0 }]
    : []
}

function domainMeanings(name: string, around: readonly string[]): Meaning[] {
  const parent = around.at(-1) ?? ''
  if (
    /^(maliciousdomain|domainname|destinationdomain|urldomain|dnsquestionname|queryname|dnsqueryname|dnsquery|dnsdomain|dnsrrname|rrname|requesthost|clientrequesthost|qname|dnsrequest|destdomain|httphost|remotehostname|requestdomain|fqdnqueried)$/.test(
      name,
    )
  )
    return [{ field: 'domain', rank: 0 }]
  if (/^(http|url|httprequest|request|requestheaders|headers)$/.test(parent) && /^(hostname|host|domain)$/.test(name))
    return [{ field: 'domain', rank: 0.5 }]
  if (/^(dns|question|dnsrequest|query)/.test(parent) && /^(name|domain|query|rrname|hostname)$/.test(name))
    return [{ field: 'domain', rank: 0.5 }]
  if (
    name === 'query' ||
    (name === 'domain' && (around.every(isWrapper) || /action|indicator|dns|url|destination|threat|ioc/.test(parent)))
  )
    return [{ field: 'domain', rank: 1 }]
  return []
}

/** What repeats can be read in one way only: a key may hold it fifteen times. */
const consoleWord =
  /^(alert|web|html|external|incident|event|finding|case|issue|console|portal|dashboard|panel|generator|view|details?|investigation|falconhost|results?|src|deep|self|rule|policy|violation|monitor|perma|offense|detection|problem|check|alertsweb|notification|breach|model|snapshot|platform|ui|app|prediction|threat|link|signal|ticket)+(url|uri|link|links|href)$/

function urlMeanings(name: string, around: readonly string[]): Meaning[] {
  if (
    /runbook|avatar|help|docs?|reference|remediation|callback|acknowledge|silence|support|image|icon|policy|schema|recommend|wiki|referr?er|template/.test(
      name,
    )
  )
    return []
  const isOwn = around.every(isWrapper)
  if (
    /^(link|permalink|href|alerturi|self|htmlurl|weblink|consolelink|alertlink)$/.test(name) ||
    consoleWord.test(name)
  )
    return isOwn || !around.some(isThing)
      ? [{ field: 'link', rank: name === 'link' ? 0 : /^(alert|html|web|incident|external)/.test(name) ? 0.2 : 0.6 }]
      : []
  if (
    isOwn &&
    /.(url|link|href)$/.test(name) &&
    !/request|full|malicious|http|target|destination|threat|phish|click|original|urlstring|base|rule|dest/.test(name)
  )
    return [{ field: 'link', rank: 1 }]
  const parent = around.at(-1) ?? ''
  if (name === 'url' && /^(alert|incident|issue|finding|event|case|monitor|detection|offense|problem)$/.test(parent))
    return [{ field: 'link', rank: 0.7 }]
  if (
    /^(requesturl|fullurl|urlfull|maliciousurl|httpurl|requesthttprequesturl|targeturl|destinationurl|threaturl|phishingurl|clickedurl|urloriginal|urlstring|httprequesturl)$/.test(
      name,
    )
  )
    return [{ field: 'url', rank: 0 }]
  if (
    name === 'url' &&
    (isOwn ||
      /http|request|threat|indicator|ioc|network|action|web|evidence|click|attribute|observable|artifact/.test(parent))
  )
    return [{ field: 'url', rank: isOwn ? 0.5 : 0.7 }]
  if (/^(original|full)$/.test(name) && parent === 'url') return [{ field: 'url', rank: 0.2 }]
  return /^(uri|requesturi|request|clientrequestpath|httprequesturi)$/.test(name) &&
    (isOwn || /http|request|web/.test(parent))
    ? [{ field: 'url', rank: 1 }]
    : []
}
