/** What an agent captured and sends along with its customer's words. Pure; never throws. */
import type { Variable } from '../../../domain/escalation';
import { field, isRecord, type JsonRecord, unwrapJson } from '../../content/foreignJson';
import { pairsOf, readVariables } from '../../handoff/variables';

/** The rest of `channelData` is the platform's own, tokens among it. */
const OWN = ['variables', 'inputs', 'context', 'parameters', 'slots'] as const;
/** Read by somebody else; what says who one is or opens something is nobody's to read. */
const NOT_CAPTURED =
  /^(conversationhistory|history|chathistory|pastmessages|transcript|messages|serviceurl|.*(token|secret|password|authorization|apikey|signature).*)$/i;

export function capturedIn(activity: JsonRecord & { serviceUrl: string }, problems: string[]): Variable[] {
  const data = unwrapJson(field(activity, 'channelData'));
  const inData = isRecord(data) ? OWN.map((name) => unwrapJson(field(data, name))) : [];
  const told = isRecord(data) ? emailsIn(data) : [];
  const pairs = [unwrapJson(field(activity, 'value')), ...inData].flatMap((part) => pairsOf(part));
  const named = [...told, ...pairs].filter(([name]) => !NOT_CAPTURED.test(name.replaceAll(/[^a-z]/gi, '')));
  // The service URL opens the chat to whoever reads it, whatever it is called here.
  return readVariables(named, problems).filter(({ value }) => !String(value).includes(activity.serviceUrl));
}

/** Seen in the wild beside the words. */
const emailsIn = (data: JsonRecord): [string, unknown][] =>
  ['userEmail', 'email', 'upn'].flatMap((name) => {
    const said = field(data, name);
    return typeof said === 'string' && said.includes('@') ? [[name, said] as [string, unknown]] : [];
  });
