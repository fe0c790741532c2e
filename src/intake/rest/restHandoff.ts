/** What a REST bot asks for, in the desk's own shape or in the ones bots already speak. Pure. */
import { BOT_ENDED } from '../../cards/words/agent/notes';
import type { OpenEscalation } from '../../domain/escalation';
import { readHandoff, TEXT } from '../handoff/handoff';
import { field, isRecord, languageOf, type JsonRecord, textOf, unwrapJson } from '../content/foreignJson';
import { readCommand } from '../handoff/omnichannel';
import { wrongField } from './restBody';
import { HandoffActivity, NewHandoff, REST_LIMITS, type RestCustomer } from '../../contract/restBots';
import { botRatingIn, isBotRole, readTranscript } from '../handoff/transcript';
import { pairsOf, readVariables } from '../handoff/variables';
import type { z } from 'zod';
import { unnamed } from '../../cards/words/names';

export type Asked =
  | {
      kind: 'handoff';
      externalId: string;
      customer: { id: string; name: string; locale: string | null };
      callbackUrl: string | null;
      handoff: OpenEscalation;
    }
  | { kind: 'end'; externalId: string; reason: string };

/** Throws a problem that names the field. */
export function readAsked(body: unknown): Asked {
  return isRecord(body) && typeof body['type'] === 'string' ? readActivity(body) : readOwn(NewHandoff.parse(body));
}

function readOwn(asked: z.infer<typeof NewHandoff>): Asked {
  const problems: string[] = [];
  const attachments = asked.transcript == null ? [] : [{ name: 'Transcript', content: asked.transcript }];
  return {
    kind: 'handoff',
    externalId: asked.conversationId,
    customer: customerOf(asked.customer),
    callbackUrl: asked.callbackUrl ?? null,
    handoff: {
      topic: textOf(asked.topic, TEXT.topic),
      lastPhrase: textOf(asked.lastPhrase, TEXT.phrase),
      agentMessage: textOf(asked.message, TEXT.agentMessage),
      language: languageOf(asked.language),
      variables: readVariables(pairsOf(asked.variables), problems),
      transcript: readTranscript(attachments, problems),
      ...botRatingIn(attachments),
      problems,
    },
  };
}

function readActivity(body: JsonRecord): Asked {
  const { conversation, customer, callbackUrl } = HandoffActivity.parse(body);
  const command = readCommand(body);
  if (command?.type === 'endConversation') {
    const reason = textOf(field(body, 'text'), 500) ?? BOT_ENDED;
    return { kind: 'end', externalId: conversation.id, reason };
  }
  refuseMany(body);
  // Signed by the bot, so nobody else can have said it.
  const handoff = readHandoff({ ...body, from: { role: 'bot' } });
  if (!handoff) {
    throw wrongField(
      'type',
      'This activity is no handoff. Send the event handoff.initiate, or a message whose channelData.tags say Escalate.',
    );
  }
  return {
    kind: 'handoff',
    externalId: conversation.id,
    customer: customer ? customerOf(customer) : customerIn(body, conversation.id),
    callbackUrl: callbackUrl ?? null,
    handoff,
  };
}

function customerOf({ id, name, locale }: z.infer<typeof RestCustomer>) {
  return { id, name: name || unnamed.customer, locale: languageOf(locale) };
}

/** Bots say it with themselves as the sender, or, before their SDK has rewritten it, with the customer. */
function customerIn(activity: JsonRecord, conversationId: string) {
  const [from, recipient] = [field(activity, 'from'), field(activity, 'recipient')].map((side) =>
    isRecord(side) ? side : {},
  ) as [JsonRecord, JsonRecord];
  const speaks = isBotRole(field(from, 'role'));
  const heard = speaks === true || isBotRole(field(recipient, 'role')) === false || field(from, 'id') == null;
  const side = heard ? recipient : from;
  return {
    id: textOf(field(side, 'id'), REST_LIMITS.id) ?? conversationId,
    name: textOf(field(side, 'name'), 200) ?? unnamed.customer,
    locale: languageOf(field(activity, 'locale')),
  };
}

export function refuseMany(activity: JsonRecord): void {
  const value = unwrapJson(field(activity, 'value'));
  const command = readCommand(activity);
  const places: [string, unknown][] = [
    ['value', value],
    ['value.context', isRecord(value) ? unwrapJson(field(value, 'context')) : null],
    ['channelData.tags', command?.type === 'escalate' ? command.context : null],
  ];
  for (const [path, place] of places) {
    if (pairsOf(place).length > REST_LIMITS.activityVariables) {
      throw wrongField(path, `At most ${REST_LIMITS.activityVariables} variables.`);
    }
  }
}
