/** The topic with which a Copilot Studio agent asks the desk for a person, as YAML of its code editor. Pure. */
import { NOBODY_ASKED, OPEN_CHAT } from '../cards/words/customer/agents';
import { AGENT_ROUTES, KEY_HEADER } from '../contract/agentCalls';

/** Environment variables of the agent's solution; `new_` is the prefix of the default publisher. */
const TOPIC_VARIABLES = { url: 'new_deskUrl', key: 'new_deskKey' } as const;

/** A model fills in what was said; who the customer is comes from the platform. */
export function agentTopic(publicUrl: string): string {
  return `# Paste this into the code editor of a new topic.
# It needs two environment variables in the agent's solution. With another publisher they have another prefix than new_.
#   ${TOPIC_VARIABLES.url} (text): ${publicUrl}
#   ${TOPIC_VARIABLES.key} (text): a key of the connection; one of the type secret refers to a vault, which topics may not be able to read
kind: AdaptiveDialog
modelDescription: Use when the customer asks for a human, a person or an agent, or when nothing else has helped. Hands over to a person.
inputs:
  - kind: AutomaticTaskInput
    propertyName: saidSoFar
    description: "Everything said so far, word for word, one line a turn, each beginning with 'User: ' or 'Agent: '."
    entity: StringPrebuiltEntity
    shouldPromptUser: false

  - kind: AutomaticTaskInput
    propertyName: problem
    description: What the customer needs, in one sentence.
    entity: StringPrebuiltEntity
    shouldPromptUser: false

startBehavior: CancelOtherTopics
beginDialog:
  kind: OnRecognizedIntent
  id: main
  intent: {}
  actions:
    - kind: HttpRequestAction
      id: askDesk
      method: Post
      url: =Concatenate(Env.${TOPIC_VARIABLES.url}, "/api${AGENT_ROUTES.handOff.path}")
      headers:
        Content-Type: application/json
        ${KEY_HEADER}: =Env.${TOPIC_VARIABLES.key}

      body:
        kind: JsonRequestContent
        content: |-
          ={
            conversationId: System.Conversation.Id,
            channel: Text(System.Activity.ChannelId),
            customer: {
              id: System.User.Id,
              name: System.User.DisplayName,
              upn: System.User.PrincipalName,
              locale: Text(System.User.Language)
            },
            agent: {
              environment: System.Bot.EnvironmentId,
              schema: System.Bot.SchemaName,
              tenant: System.Bot.TenantId
            },
            lastPhrase: System.Activity.Text,
            problem: Topic.problem,
            transcriptText: Topic.saidSoFar
          }

      errorHandling:
        kind: ContinueOnErrorBehavior
        statusCode: Topic.deskStatus
        errorResponseBody: Topic.deskError

      requestTimeoutInMilliseconds: 15000
      response: Topic.desk
      responseSchema:
        kind: Record
        properties:
          number: Number
          words: String
          chatUrl: String

    - kind: ConditionGroup
      id: whatDeskSaid
      conditions:
        - id: personAsked
          condition: =Topic.desk.number > 0
          actions:
            - kind: SendActivity
              id: tellCustomer
              conversationOutcome: Escalated
              activity:
                attachments:
                  - kind: AdaptiveCardTemplate
                    cardContent: |-
                      ={
                        type: "AdaptiveCard",
                        '$schema': "http://adaptivecards.io/schemas/adaptive-card.json",
                        version: "1.5",
                        body: [ { type: "TextBlock", text: Topic.desk.words, wrap: true } ],
                        actions: [ { type: "Action.OpenUrl", title: "${OPEN_CHAT}", url: Topic.desk.chatUrl } ]
                      }

        - id: nobodyAsked
          condition: =!IsBlank(Topic.desk.words)
          actions:
            - kind: SendActivity
              id: sayWhyNot
              activity: "{Topic.desk.words}"

      elseActions:
        - kind: SendActivity
          id: apologise
          activity: ${JSON.stringify(NOBODY_ASKED)}

    - kind: CancelAllDialogs
      id: done

inputType:
  properties:
    saidSoFar:
      displayName: saidSoFar
      type: String

    problem:
      displayName: problem
      type: String

outputType: {}
`;
}
