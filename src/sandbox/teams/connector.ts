/** The Bot Connector REST API as Teams implements it, with its limits and, when told so, its faults. */
import express, { type Request, type Response, type Router } from 'express';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { teamsError, unauthorized, type Answer } from './answers';
import { channels, member, members, pagedMembers, team } from './members';
import { create, react, remove, send, update } from './conversations';
import type { ConnectorCall } from '../state/contract';
import type { SandboxBot } from '../state/bots';
import type { FaultSwitches, Mishap } from './faults';
import type { Files } from './files';
import { groupOf, RateTable } from './rateTable';
import type { State } from '../state/state';
import type { Tokens } from '../entra/tokens';

const MOST_CALLS = 20_000;
const changing: readonly ConnectorCall['op'][] = ['send', 'update', 'delete', 'create', 'typing', 'reaction'];

const words = z.looseObject({ type: z.string().nullish(), text: z.string().nullish() });
const beginning = z.looseObject({
  members: z.array(z.looseObject({ id: z.string() })).nullish(),
  channelData: z.looseObject({ channel: z.looseObject({ id: z.string() }).nullish() }).nullish(),
  activity: words.nullish(),
});
const paging = z.object({ pageSize: z.coerce.number().int().catch(200), continuationToken: z.string().optional() });

type InConversation = Request<{ conversation: string }>;
type OfActivity = Request<{ conversation: string; activity: string }>;
type OfReaction = Request<{ conversation: string; activity: string; reaction: string }>;

export interface Connector {
  router: Router;
  calls: () => ConnectorCall[];
  clear: () => void;
}

export function createConnector(options: {
  state: State;
  tokens: Tokens;
  faults: FaultSwitches;
  files: Files;
}): Connector {
  const { state, faults, files } = options;
  const rates = new RateTable();
  let calls: ConnectorCall[] = [];
  const router = express.Router();

  /** Everything around an operation: authentication, mishaps, limits, the record. */
  async function perform(
    req: Request,
    res: Response,
    op: ConnectorCall['op'],
    conversationId: string,
    run: (caller: SandboxBot) => Answer,
  ): Promise<void> {
    const place = state.place(conversationId);
    const key = place?.id ?? conversationId;
    const asked = words.safeParse(op === 'create' ? beginning.safeParse(req.body).data?.activity : req.body).data;
    const call: ConnectorCall = {
      at: Date.now(),
      conversationId: key,
      op: op === 'send' && asked?.type === 'typing' ? 'typing' : op,
      status: 0,
      accepted: false,
      messageId: null,
      text: asked?.text ?? null,
      appId: null,
    };
    record(call);
    call.appId = await options.tokens.callerOf(req.headers.authorization);
    const caller = call.appId === null ? null : state.bot(call.appId);
    let outcome: Exclude<Mishap, null>;
    if (caller === null) outcome = unauthorized;
    else
      outcome =
        faults.before(key) ?? overLimit(call, place?.kind === 'channel') ?? unwelcome(key, req.body) ?? run(caller);
    if (outcome !== 'reset' && outcome.accepted) {
      call.accepted = true;
      call.messageId = outcome.messageId ?? null;
      if (changing.includes(call.op)) outcome = faults.after(key) ?? outcome;
    }
    const { delay } = faults.current;
    if (delay > 0 && faults.affects(key)) await wait(delay);
    if (outcome === 'reset') {
      req.socket.destroy();
      return;
    }
    call.status = outcome.status;
    if (outcome.headers) res.set(outcome.headers);
    res.status(outcome.status).json(outcome.body ?? {});
  }

  function unwelcome(conversationId: string, activity: unknown): Answer | null {
    return faults.refuses(conversationId, activity) ? teamsError(400, 'BadSyntax', 'Unknown attachment type') : null;
  }

  function overLimit(call: ConnectorCall, inChannel: boolean): Answer | null {
    if (!faults.current.rateTable || !faults.affects(call.conversationId)) return null;
    const waitMs = rates.admit(call.conversationId, groupOf(call.op, inChannel), call.at);
    return waitMs === null ? null : faults.throttled(waitMs);
  }

  function record(call: ConnectorCall): void {
    calls.push(call);
    // In halves: shifting twenty thousand entries at each call would be slow.
    if (calls.length >= MOST_CALLS * 2) calls = calls.slice(-MOST_CALLS);
  }

  const json = express.json({ limit: '4mb' });

  router.post('/v3/conversations', json, (req, res) => {
    const body = beginning.safeParse(req.body).data;
    const personId = body?.members?.[0]?.id;
    const chat = personId === undefined ? undefined : state.person(personId)?.chatId;
    const where = body?.channelData?.channel?.id ?? chat ?? '';
    return perform(req, res, 'create', where, (caller) => create(state, caller, req.body));
  });
  router.post('/v3/conversations/:conversation/activities', json, (req: InConversation, res) => {
    const { conversation } = req.params;
    return perform(req, res, 'send', conversation, (caller) =>
      send(state, caller, state.place(conversation), null, files.withoutInline(req.body)),
    );
  });
  router
    .route('/v3/conversations/:conversation/activities/:activity')
    .post(json, (req: OfActivity, res) => {
      const { conversation, activity } = req.params;
      return perform(req, res, 'send', conversation, (caller) =>
        send(state, caller, state.place(conversation), activity, files.withoutInline(req.body)),
      );
    })
    .put(json, (req: OfActivity, res) => {
      const { conversation, activity } = req.params;
      return perform(req, res, 'update', conversation, (caller) =>
        update(state, caller, state.place(conversation), activity, req.body),
      );
    })
    .delete((req: OfActivity, res) => {
      const { conversation, activity } = req.params;
      return perform(req, res, 'delete', conversation, (caller) =>
        remove(state, caller, state.place(conversation), activity),
      );
    });
  const reacting = (isOn: boolean) => (req: OfReaction, res: Response) => {
    const { conversation, activity, reaction } = req.params;
    return perform(req, res, 'reaction', conversation, (caller) =>
      react(state, caller, state.place(conversation), activity, { type: reaction, isOn }),
    );
  };
  router
    .route('/v3/conversations/:conversation/activities/:activity/reactions/:reaction')
    .put(reacting(true))
    .delete(reacting(false));
  router.get('/v3/conversations/:conversation/pagedmembers', (req: InConversation, res) => {
    const { pageSize, continuationToken } = paging.parse(req.query);
    const place = state.place(req.params.conversation);
    return perform(req, res, 'members', req.params.conversation, () =>
      pagedMembers(state, place, pageSize, continuationToken ?? null),
    );
  });
  router.get('/v3/conversations/:conversation/members', (req: InConversation, res) => {
    const place = state.place(req.params.conversation);
    return perform(req, res, 'members', req.params.conversation, () => members(state, place));
  });
  router.get(
    '/v3/conversations/:conversation/members/:member',
    (req: Request<{ conversation: string; member: string }>, res) => {
      const place = state.place(req.params.conversation);
      return perform(req, res, 'members', req.params.conversation, () => member(state, place, req.params.member));
    },
  );
  router.get('/v3/teams/:team', (req, res) =>
    perform(req, res, 'conversations', req.params.team, () => team(state, req.params.team)),
  );
  router.get('/v3/teams/:team/conversations', (req, res) =>
    perform(req, res, 'conversations', req.params.team, () => channels(req.params.team)),
  );
  router.use((_req, res) => {
    res.status(405).json(teamsError(405, 'MethodNotAllowed', 'The sandbox does not offer this operation').body);
  });

  return {
    router,
    calls: () => calls.slice(-MOST_CALLS),
    clear() {
      calls = [];
      rates.clear();
    },
  };
}
