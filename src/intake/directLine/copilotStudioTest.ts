/** The test of a Copilot Studio agent: token, conversation, message, answer and, if asked for, a handoff. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import {
  BEGIN_CONVERSATION,
  ESCALATE,
  GET_TOKEN,
  HANDED_OVER_AT_ONCE,
  HEAR_ANSWER,
  OPEN_TEST_ESCALATION,
  SILENT,
  handedOverWith,
  itSaid,
  notHandedOver,
  reachedAt,
  saidInstead,
  saidNothing,
  sayAndBeHandedOver,
  sayStep,
  waitsAsTest,
} from '../../cards/words/manager/connectionTest';
import type { OpenEscalation } from '../../domain/escalation';
import { connectionSecret } from '../../store/connections';
import { readArrival } from './botActivity';
import { type ConnectionTest, StepFailed } from '../../connection/tests';
import { type DirectLineHandle, DirectLine } from './directLine';
import { type Stage, failureOf } from './directLineRemedies';

const ANSWER_MS = 20_000;
const CALL_MS = 15_000;
/** Direct Line asks not to be polled more often. */
const POLL_MS = 1_000;
const FIRST_POLL_MS = 300;
/** One that has answered and then says nothing more will not hand over. */
const QUIET_MS = 6_000;
const GREETING = 'Hello';

interface Heard {
  text: string | null;
  handoff: OpenEscalation | null;
}

export function copilotStudioTest({ key, allowLoopback }: { key: Buffer; allowLoopback: boolean }): ConnectionTest {
  return async ({ connection, ask, signal, step, open }) => {
    // Its own, so that no region is remembered from before a mistake was mended.
    const directLine = new DirectLine({ allowLoopback, timeoutMs: CALL_MS });
    const access = {
      tokenEndpoint: connection.token_endpoint,
      secret: connectionSecret(connection, key),
      domain: connection.domain,
    };
    const user = { id: `dl_test-${randomUUID()}`, name: 'Handoff Desk' };
    const at = <T>(stage: Stage, work: () => Promise<T>) =>
      work().catch((error: unknown) => {
        throw failureOf(stage, access, error);
      });

    const { token, domain } = await step('token', GET_TOKEN, async (note) => {
      const granted = await at('token', () => directLine.newToken(access, user, signal));
      note(reachedAt(new URL(granted.domain).host));
      return granted;
    });
    const handle = await step('conversation', BEGIN_CONVERSATION, async () => {
      const begun = await at('conversation', () => directLine.startConversation(domain, token, signal));
      return { domain, token: begun.token, botConversationId: begun.conversationId };
    });
    const say = (text: string) =>
      directLine.post(handle, { type: 'message', from: { ...user, role: 'user' }, text, textFormat: 'plain' }, signal);
    const ear = new Ear(directLine, handle, user.id, signal);

    await step('message', sayStep(GREETING), async () => {
      await at('message', () => say(GREETING));
    });
    await step('answer', HEAR_ANSWER, async (note) => {
      const heard = await at('answer', () => ear.until(({ text, handoff }) => text !== null || handoff !== null));
      if (!heard) throw new StepFailed(saidNothing(ANSWER_MS / 1_000), SILENT);
      note(heard.text === null ? HANDED_OVER_AT_ONCE : itSaid(cut(heard.text)));
    });
    if (!ask.handoff) return;
    const handoff = await step('handoff', sayAndBeHandedOver(cut(ask.phrase)), async (note) => {
      await at('message', () => say(ask.phrase));
      const heard = await at('answer', () => ear.until((one) => one.handoff !== null));
      if (!heard?.handoff) throw new StepFailed(noHandoff(ear.last), ESCALATE);
      const { variables, problems } = heard.handoff;
      note([handedOverWith(variables.length), ...problems].join(' '));
      return heard.handoff;
    });
    await step('escalation', OPEN_TEST_ESCALATION, async (note) => {
      const { number } = await open(handoff);
      note(waitsAsTest(number));
    });
  };
}

/** Reads what the bot says, page by page, once. */
class Ear {
  last: string | null = null;
  private watermark: string | null = null;

  constructor(
    private readonly directLine: DirectLine,
    private readonly handle: DirectLineHandle,
    private readonly userId: string,
    private readonly signal: AbortSignal,
  ) {}

  /** Null when it was not heard in time. */
  async until(isIt: (heard: Heard) => boolean): Promise<Heard | null> {
    let deadline = Date.now() + ANSWER_MS;
    for (let pause = FIRST_POLL_MS; Date.now() < deadline; pause = POLL_MS) {
      await wait(pause, undefined, { signal: this.signal });
      const heard = await this.page();
      if (isIt(heard)) return heard;
      if (heard.text !== null) deadline = Math.min(deadline, Date.now() + QUIET_MS);
    }
    return null;
  }

  private async page(): Promise<Heard> {
    const { activities, watermark } = await this.directLine.activities(this.handle, this.watermark, this.signal);
    this.watermark = watermark ?? this.watermark;
    const heard: Heard = { text: null, handoff: null };
    for (const [i, raw] of activities.entries()) {
      const arrived = readArrival(raw, this.userId, `${watermark}.${i}`);
      if (arrived.kind !== 'bot') continue;
      if (arrived.activity.kind === 'handoff') heard.handoff = arrived.activity.handoff;
      if (arrived.activity.kind === 'message') heard.text = this.last = arrived.activity.text || '(a card)';
    }
    return heard;
  }
}

const noHandoff = (last: string | null): string =>
  last === null ? notHandedOver(ANSWER_MS / 1_000) : saidInstead(cut(last));

const cut = (text: string): string => (text.length > 120 ? `${text.slice(0, 119)}…` : text);
