import { literal, shownSecret, shText, webhookUrl } from '../endpoint'
import type { Guide } from '../guide'

export const awsGuardduty: Guide = {
  proofs: ['BEARER'],
  summary:
    'EventBridge takes each finding from GuardDuty and posts it to an API destination, with the secret in a header.',
  reference:
    'docs.aws.amazon.com: Amazon EventBridge, API destinations; GuardDuty, Processing findings with EventBridge',
  steps: (endpoint) => [
    {
      title: 'Lay it out with CloudFormation',
      text: 'In each region where GuardDuty runs. Give the secret as the parameter; it is kept by Secrets Manager. The address must be HTTPS and reachable from AWS.',
      codes: [
        {
          label: 'tocsin.yaml',
          code: `Parameters:
  Secret:
    Type: String
    NoEcho: true
Resources:
  Connection:
    Type: AWS::Events::Connection
    Properties:
      AuthorizationType: API_KEY
      AuthParameters:
        ApiKeyAuthParameters:
          ApiKeyName: Authorization
          ApiKeyValue: !Sub 'Bearer \${Secret}'
  Destination:
    Type: AWS::Events::ApiDestination
    Properties:
      ConnectionArn: !GetAtt Connection.Arn
      HttpMethod: POST
      InvocationEndpoint: ${literal(webhookUrl(endpoint))}
      InvocationRateLimitPerSecond: 50
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - { Effect: Allow, Principal: { Service: events.amazonaws.com }, Action: 'sts:AssumeRole' }
      Policies:
        - PolicyName: invoke
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - { Effect: Allow, Action: 'events:InvokeApiDestination', Resource: !GetAtt Destination.Arn }
  Rule:
    Type: AWS::Events::Rule
    Properties:
      EventPattern:
        source: [aws.guardduty]
        detail-type: [GuardDuty Finding]
      Targets:
        - { Id: tocsin, Arn: !GetAtt Destination.Arn, RoleArn: !GetAtt Role.Arn }
`,
        },
        {
          label: 'AWS CLI',
          code: `aws cloudformation deploy --stack-name tocsin --template-file tocsin.yaml \\
  --capabilities CAPABILITY_IAM --parameter-overrides Secret=${endpoint.secret ? shText(endpoint.secret) : '…'}
`,
        },
      ],
    },
    {
      title: 'Or click it together',
      text: 'Amazon EventBridge → Integration → API destinations → Create, with a new connection of the type API key. Then Buses → Rules → Create rule: event pattern AWS services, GuardDuty, GuardDuty Finding; target EventBridge API destination.',
      settings: [
        { label: 'API destination endpoint', value: webhookUrl(endpoint) },
        { label: 'API key name', value: 'Authorization' },
        { label: 'Value', value: `Bearer ${shownSecret(endpoint)}` },
      ],
    },
    {
      title: 'Try it',
      text: 'GuardDuty → Settings → Generate sample findings. They arrive within a few minutes. Do the same for Security Hub with the event source aws.securityhub.',
    },
  ],
}
