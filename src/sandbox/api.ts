/** The routes of contract.ts. No authentication: it plays Teams' own client, on this machine only. */
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { z, ZodError } from 'zod';
import { reasonOf } from '../base/errors';
import { agentSettings } from './agent/memory';
import type { World } from './state/contract';
import type { Control } from './control';
import { LARGEST_FILE } from './teams/files';
import { requireTaken } from './teams/installation';
import { Refused } from './state/refused';
import type { Stream } from './state/stream';

const MOST_MESSAGES = 5_000;
const rate = z.number().min(0).max(1);
const text = z.string().max(100_000);
const id = z.string().min(1).max(300);
const file = z.object({
  name: z.string().min(1).max(200),
  contentType: z.string().regex(/^[\w.+-]+\/[\w.+-]+$/),
  base64: z.string().max(LARGEST_FILE * 1.4),
  trouble: z.enum(['gone', 'expired', 'login', 'broken', 'slow', 'hangsOnce']).optional(),
});

const words = z.object({
  text: text.optional(),
  value: z.unknown().optional(),
  files: z.array(file).max(4).optional(),
  voice: z.boolean().optional(),
  bot: id.optional(),
});
const post = z.object({ text, mention: z.boolean().optional(), threadId: id.optional() });
const edit = z.object({ messageId: id, text });
const removal = z.object({ messageId: id });
const reaction = z.object({ messageId: id, type: z.string().min(1).max(100), on: z.boolean() });
const press = z.object({
  conversationId: id,
  messageId: id,
  verb: z.string().max(200).default(''),
  data: z.record(z.string(), z.unknown()).default({}),
  trigger: z.enum(['manual', 'automatic']).optional(),
});
const cardPress = z.object({ conversationId: id, messageId: id, action: z.record(z.string(), z.unknown()) });
const consent = z.object({ conversationId: id, messageId: id, accept: z.boolean() });
const block = z.object({ blocked: z.boolean() });
const presence = z.object({ availability: z.string().min(1).max(40), activity: z.string().min(1).max(40) });
const followed = z.object({ link: z.url().max(4_000) });
const forgotten = z.object({ bot: id.optional() });
const app = z.object({ installed: z.boolean(), bot: id.optional() });
const newPeople = z.object({
  count: z.number().int().min(1).max(1_000),
  role: z.enum(['customer', 'agent', 'manager']).optional(),
  name: z.string().min(1).max(200).optional(),
  announce: z.boolean().optional(),
});
const mint = z.object({
  as: z.enum(['channel', 'bot', 'person']),
  appId: id.optional(),
  personId: id.optional(),
  claims: z.record(z.string(), z.unknown()).optional(),
  expiresIn: z.number().int().optional(),
  signature: z.enum(['genuine', 'forged', 'unknown', 'none', 'HS256']).optional(),
});
const password = z.string().min(1).max(300);
const registration = z.object({ appId: id, password });
const newBot = z.object({
  name: z.string().min(1).max(100),
  appId: z.guid().optional(),
  password: password.optional(),
});
const faults = z.strictObject({
  rateTable: z.boolean().optional(),
  retryAfter: z.boolean().optional(),
  throttle: rate.optional(),
  preconditionFailed: rate.optional(),
  badGateway: rate.optional(),
  badGatewayAfterAccepting: rate.optional(),
  reset: rate.optional(),
  resetAfterAccepting: rate.optional(),
  forbid: z.string().min(1).max(100).nullable().optional(),
  refuse: z.string().min(1).max(300).nullable().optional(),
  only: z.string().min(1).max(300).nullable().optional(),
  delay: z.number().min(0).max(60_000).optional(),
  deliveries: z.number().int().min(1).max(100).optional(),
  reorder: z.number().min(0).max(60_000).optional(),
  poison: z.string().max(1_000).nullable().optional(),
  dropSocketEvery: z.number().int().min(0).optional(),
  graph: z.enum(['forbidden', 'throttled', 'unavailable', 'silent', 'reset', 'garbled']).nullable().optional(),
  install: z.enum(['forbidden', 'notInCatalog', 'ofPeople']).nullable().optional(),
});
const reading = z.object({
  as: id.optional(),
  limit: z.coerce.number().int().min(1).max(MOST_MESSAGES).default(MOST_MESSAGES),
});

type OfPerson = Request<{ person: string }>;

export function apiRouter(options: { control: Control; stream: Stream; world: () => World }): Router {
  const { control } = options;
  const router = express.Router();
  router.use(express.json({ limit: '32mb' }));
  router.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  });

  router.get('/world', (_req, res) => void res.json(options.world()));
  router.get('/stream', (req, res) => options.stream.open(req, res));
  router.get('/conversations/:conversation/messages', (req, res) => {
    const { as, limit } = reading.parse(req.query);
    res.json({ items: control.messages(req.params.conversation, as ?? null, limit) });
    // Without an answer what everybody sees stays, as in Teams; the page hears of one by the stream.
    if (as !== undefined) control.look(as, req.params.conversation).catch(() => undefined);
  });

  router.post('/people', async (req, res) => {
    res.json({ items: await control.addPeople(newPeople.parse(req.body)) });
  });
  router.post('/people/:person/chat', async (req: OfPerson, res) => {
    res.json(await control.chat(req.params.person, words.parse(req.body)));
  });
  router.post('/people/:person/channels/:channel', async (req: Request<{ person: string; channel: string }>, res) => {
    res.json(await control.post(req.params.person, req.params.channel, post.parse(req.body)));
  });
  router.post('/people/:person/edit', async (req: OfPerson, res) => {
    const { messageId, text: words } = edit.parse(req.body);
    res.json(await control.edit(req.params.person, messageId, words));
  });
  router.post('/people/:person/delete', async (req: OfPerson, res) => {
    res.json(await control.remove(req.params.person, removal.parse(req.body).messageId));
  });
  router.post('/people/:person/react', async (req: OfPerson, res) => {
    const { messageId, ...sign } = reaction.parse(req.body);
    res.json(await control.react(req.params.person, messageId, sign));
  });
  router.post('/people/:person/invoke', async (req: OfPerson, res) => {
    res.json(await control.invoke(req.params.person, press.parse(req.body)));
  });
  router.post('/people/:person/press', async (req: OfPerson, res) => {
    await control.press(req.params.person, cardPress.parse(req.body));
    res.json({});
  });
  router.post('/people/:person/submit', async (req: OfPerson, res) => {
    await control.submit(req.params.person, press.parse(req.body));
    res.json({});
  });
  router.post('/people/:person/consent', async (req: OfPerson, res) => {
    await control.consent(req.params.person, consent.parse(req.body));
    res.json({});
  });
  router.post('/people/:person/block', (req: OfPerson, res) => {
    control.block(req.params.person, block.parse(req.body).blocked);
    res.json({});
  });
  router.get('/people/:person/app', (req: OfPerson, res) => {
    res.json({ installed: control.hasApp(req.params.person) });
  });
  router.post('/people/:person/follow', async (req: OfPerson, res) => {
    res.json(await control.follow(req.params.person, followed.parse(req.body).link));
  });
  router.post('/people/:person/forget', (req: OfPerson, res) => {
    control.forget(req.params.person, forgotten.parse(req.body ?? {}).bot);
    res.json({});
  });
  router.post('/people/:person/app', async (req: OfPerson, res) => {
    const { installed, bot } = app.parse(req.body);
    await control.setApp(req.params.person, installed, bot);
    res.json({});
  });
  router.get('/people/:person/feed', (req: OfPerson, res) => {
    res.json({ items: control.graph.feed(req.params.person) });
  });
  router
    .route('/people/:person/presence')
    .get((req: OfPerson, res) => void res.json(control.graph.presence(req.params.person)))
    .put((req: OfPerson, res) => {
      control.graph.setPresence(req.params.person, presence.parse(req.body));
      res.json({});
    });
  router.get('/people/:person/token', async (req: OfPerson, res) => {
    res.json({ token: await control.token(req.params.person) });
  });

  router.post('/mint', async (req, res) => void res.json({ token: await control.mint(mint.parse(req.body)) }));
  router.post('/apps', (req, res) => {
    const { appId, password } = registration.parse(req.body);
    control.registerApp(appId, { password });
    res.json({});
  });
  router.post('/bots', (req, res) => void res.json(control.addBot(newBot.parse(req.body))));
  router.post('/install', async (_req, res) => {
    requireTaken(await control.install());
    res.json({});
  });
  router.post('/reset', (_req, res) => {
    control.reset();
    res.json({});
  });
  router
    .route('/agent')
    .get((_req, res) => void res.json({ settings: control.agent.settings(), calls: control.agent.calls() }))
    .put((req, res) => void res.json(control.agent.set(agentSettings.partial().parse(req.body))));
  router.get('/faults', (_req, res) => void res.json(control.faults()));
  router.put('/faults', (req, res) => void res.json(control.setFaults(faults.parse(req.body))));
  router
    .route('/calls')
    .get((_req, res) => void res.json({ items: control.calls() }))
    .delete((_req, res) => {
      control.clearCalls();
      res.status(204).end();
    });

  router.use((_req, res) => void res.status(404).json({ reason: 'no such route; see src/sandbox/state/contract.ts' }));
  router.use(refuse);
  return router;
}

// Express knows error middleware by its four parameters.
function refuse(error: unknown, _req: Request, res: Response, next: NextFunction): void {
  if (res.headersSent) return next(error);
  if (error instanceof Refused) res.status(error.status).json({ reason: error.message });
  else if (error instanceof ZodError) res.status(400).json({ reason: z.prettifyError(error) });
  else if (isClientFault(error)) res.status(error.status).json({ reason: error.message });
  else res.status(500).json({ reason: reasonOf(error) });
}

function isClientFault(error: unknown): error is Error & { status: number } {
  return error instanceof Error && 'status' in error && Number(error.status) >= 400 && Number(error.status) < 500;
}
