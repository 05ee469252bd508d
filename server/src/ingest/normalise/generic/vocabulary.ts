/**
 * The usual names of our fields, best first: those of one line are as good as another's. A name is written without what divides its words, and
 * with its parent where that is part of it: `rulename` is `rule.name`, `rule_name` and `ruleName`. With `~` in front it counts only where it is
 * said of the alert itself, not of a thing in it.
 */
export const vocabulary = {
  title: [
    'title alerttitle findingtitle incidenttitle eventtitle issuetitle detectiontitle findinginfotitle',
    `alertname alertdisplayname alertrulename incidentname findingname findingtypename detectionname detectname threatname displaymessage headline signature
      alertsignature searchname monitorname checkname triggername attackname ruletitle modelname usecasename offensename issuename breachname
      conditionname alertrule advisoryname subjectline notificationtitle pluginname vulnerabilityname`,
    `~rulename ~rule ~model ~detection sourcerulename detectionrulename correlationrulename savedsearchname rulemessage modelbreachname analyticrulename
      signaturename rulesignature policyname eventname metadataruledisplayname`,
    '~summary alertsummary shortdescription securityadvisorysummary secrettypedisplayname fieldssummary',
    '~name ~note ~info ~subject mailsubject emailsubject threatfamily threatdetected malwarename virusname virus',
    '~message ~msg ~text ~reason ~attack eventmessage alertmessage logmessage shortmessage primarydescription messagetext',
    '~type ~eventtype alerttype findingtype eventtypename activityname typename ~category threattype classification',
    'ruledescription',
    'description desc alertdescription findinginfodesc eventdescription detectdescription details serviceoutput output fulllog',
  ],
  description: [
    'description desc alertdescription findingdescription findinginfodesc findingdesc eventdescription detectdescription primarydescription',
    '~message ~msg longdescription ~reason output serviceoutput ~text ~body',
    '~summary ~details fulllog ruledescription ~subject eventmessage alertmessage log',
  ],
  severity: [
    `severity severityname severitylabel severitylevel severitytext alertseverity findingseverity eventseverity threatseverity incidentseverity
      issueseverity detectionseverity sev securityseveritylevel ruleseverity rulelevel syslogseverity syslogseveritycode severitystring
      advisoryseverity vulnerabilityseverity riskseverity severitydescription`,
    'risklevel ~level ~priority priorityname alertpriority ~criticality ~urgency importancelevel ~importance crlevel threatlevel riskrating urgencylevel alertlevel',
    'severityid threatlevelid loglevel severityvalue severitycode ~risk ~impact magnitude severityoriginal',
    'confidencelevel alerttype',
  ],
  score: [
    '~riskscore alertriskscore normalizedseverity severitynormalized riskscorevalue normalizedscore',
    'severityscore cvssscore cvssbasescore cvssv3score cvss3basescore cvssv2score basescore ~score threatscore eventriskscore riskfactor phishscore',
  ],
  product: [
    'product productname metadataproductname vendorproduct deviceproduct productdisplayname monitoringservice',
    'vendorname vendor productvendorname devicevendor providername serviceprovider detectionproduct alertproduct toolname',
    '~provider ~servicesource ~detectionsource ~source alertsource eventsource ~analyzer',
  ],
  vendorId: [
    `alertid alertuid alertuuid alertsid findingid findinguid findinginfouid detectionid detectid compositeid signalid notableid eventuuid ~uuid detailid
      offenseid issueid fingerprint violationid pbid problemid alertguid findinguuid detectionuid eventuid lacworkalertid alertkey`,
    '~id ~uid ~guid ~sid ~key rayid transactionid originalertid originalalertid activityuuid metadatauid logid messageguid',
    'incidentid eventid threatid incidentuid caseid dedupkey incidentkey externalid alias aggregkey',
  ],
  ruleId: [
    `ruleid ruleuuid ruleuid ruleguid signatureid alertsignatureid detectorid generatorid sigid pluginid analyticruleid monitorid conditionid
      checkid correlationruleid modelid detectionruleid findinginfoanalyticuid policyid ruleruleid alertruleid devicesignatureid
      triggerid terminatingruleid modelpid vulnerabilityid ghsaid sourceruleid`,
    '~eventid eventidvalue eventcode deviceeventclassid ~rule secrettype alertname',
    '~type alertrule findingtype',
    '~eventtype ~eventname',
    'rulename',
  ],
  ruleName: [
    `rulename ruletitle rule signature alertsignature alertname searchname sourcerulename detectionrulename correlationrulename conditionname
      checkname policyname modelname triggername monitorname alertrule analyticrulename`,
    'ruledescription alertruledescription',
  ],
  vendorStatus: [
    '~status ~state alertstatus alertstate currentstate incidentstatus issuestatus findingstatus workflowstatus monitorcondition eventstatus resolutionstatus statusname statusdisplayname alerttransition',
    'recordstate outcomeresult ~result ~action ~outcome ~eventaction verdictstatus eventoutcome workflowstate investigationstatus servicestate hoststate',
  ],
  disposition: [
    'disposition alertaction actiontaken mitigationstatus verdict outcomeresult patterndispositiondescription eventoutcome deviceaction',
    '~act ~action ~outcome actionresult ~result policyaction',
  ],
  host: [
    `hostname host computername hostfqdn fqdn devicename devicehostname machinename machine hostidentifier computer devicednsname computerdnsname
      endpointname agentcomputername hosthostname dvchost workstationname computerhostname hostdisplayname compname endpointhostname sensorhostname
      hostinfohostname hostdnsname affectedhost impactedhost devname endpointhost`,
    'assethostname assetname nodename node instance server servername hostid agenthostname system endpoint ~device srchost shost dhost dest machinedisplayname',
    'agentname srchostname srcendpointhostname srcendpointname sourcehostname sourcehost desthost desthostname dsthost destinationhostname workstation dvc',
    'observablehostname observerhostname agentid instanceid',
  ],
  user: [
    `username user useraccount userprincipalname upn samaccountname useremailaddress login loginname targetusername targetuser dstuser duser tgtuser
      suser srcuser sourceusername useremail actoralternateid actorname actoremail principal principalname processuser relateduserusername
      userfullname actor accountname accountemail userloginname usersamaccountname affecteduser impacteduser actorusername
      targetusername actorusername useridentityusername callerusername principalemail principalaccountname destinationusername usrname initiatinguser
      logonuser actoruser accountupn actoruserprincipalname`,
    'userid subjectusername actordisplayname userdisplayname usernamevalue processusername ~email useruid employee recipientemail',
    'owner',
  ],
  resource: [
    'resource resourcename resourceid resourcearn affectedresource alerttargetids targetresource repositoryfullname entitysnapshotname objectname',
    'instanceid bucketname s3bucketdetailsname resourcesid commonlabelsinstance resourceuid resourcesname labelsinstance resourcesuid entityname',
    'instance ~service servicedesc assetid clustername',
  ],
  cloudAccount: [
    'accountid cloudaccount cloudaccountid awsaccountid cloudaccountuid subscriptionid projectid account accountuid recipientaccountid',
  ],
  fileName: [
    'filename filepath objectfilename filedisplayname syscheckpath threatfilename targetfilename',
    'fname path filenames attachmentname imagefilename targetpath',
  ],
  mailSender: [
    'mailsender sender emailsender senderaddress senderemail emailfromaddress mailfrom fromaddress emailfrom p1sender',
    '~from suser fromuseremailaddress fromemail headerfrom',
  ],
  mailRecipients: [
    'recipient recipients recipientaddress recipientemail emailtoaddress rcptto recipientemailaddress toaddresses mailto',
    '~to toaddress',
  ],
  mailSubject: ['mailsubject emailsubject messagesubject', '~subject'],
  tags: ['tags tag labels', 'alerttags ruletags'],
  processName: [
    'processname image procname binary processexecutable processpath imagefilename processimage procexe newprocessname',
    'process proc',
  ],
  commandLine: ['commandline processcommandline cmdline processcmdline proccmdline cmd processargs arguments'],
  pid: ['pid processid processpid procpid'],
  parentName: [
    'parentname parentprocessname parentimage processparentname processparentexecutable parentimagefilename parentprocess parentbinary parentprocessfilename parentfilename',
  ],
  parentCommandLine: ['parentcommandline processparentcommandline parentprocesscommandline parentcmdline'],
  parentPid: ['parentpid ppid parentprocessid processparentpid'],
  kindWord: ['~type ~kind ~event ~eventtype ~messagetype ~eventkind notificationtype'],
} satisfies Record<string, string[]>

export type Named = keyof typeof vocabulary
