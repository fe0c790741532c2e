/** Microsoft Graph as far as the desk asks it: notifications in people's activity feed, how people are, who has the app. */
import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import { SANDBOX } from '../../config/world';
import { GRAPH_AUDIENCE, type Tokens } from '../entra/tokens';
import type { FeedItem, GraphCallMade, TeamsPresence } from '../state/contract';
import { Refused } from '../state/refused';
import type { State } from '../state/state';
import type { FaultSwitches } from '../teams/faults';
import { type Answered, refused } from './answers';
import { type Apps, catalogue, chatOf, install, installed } from './apps';

const MOST_CALLS = 1_000;
const MOST_IN_FEED = 100;
const MOST_IDS = 650;
const LONGEST_LINK = 1_024;

/** As the package declares them, each with its parameters. */
const ACTIVITY_TYPES: Record<string, (of: Record<string, string>) => string> = {
  customerWaits: ({ customer = '' }) => `${customer} waits for your answer`,
  customersWait: ({ count = '' }) => `${count} customers wait for your answer`,
};

const notification = z.object({
  topic: z.object({ source: z.literal('text'), value: z.string().min(1), webUrl: z.url().max(LONGEST_LINK) }),
  activityType: z.string(),
  previewText: z.object({ content: z.string() }).optional(),
  templateParameters: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
});
const presences = z.object({ ids: z.array(z.guid()).min(1).max(MOST_IDS) });

type OfUser = Request<{ user: string }>;

export interface Graph {
  router: Router;
  /** What stands in somebody's activity feed, newest last. */
  feed(personId: string): FeedItem[];
  calls(): GraphCallMade[];
  /** How somebody is in Teams; available unless said. */
  setPresence(personId: string, presence: TeamsPresence): void;
  presence(personId: string): TeamsPresence;
  clear(): void;
}

const AVAILABLE: TeamsPresence = { availability: 'Available', activity: 'Available' };
const NOT_INSTALLED =
  `Application with AAD App Id '${SANDBOX.tab.clientId}' is not authorized to generate custom text notifications. ` +
  'Ensure that the expected Teams app is installed in the target scope (user, team, or chat).';

export function createGraph(options: {
  state: State;
  tokens: Tokens;
  faults: FaultSwitches;
  /** Where the page that plays Teams is. */
  clientUrl: string;
  /** Teams adds the app for somebody, and tells its bot. */
  add: Apps['add'];
}): Graph {
  const { state, tokens, faults } = options;
  const feeds = new Map<string, FeedItem[]>();
  const given = new Map<string, TeamsPresence>();
  let calls: GraphCallMade[] = [];
  const router = express.Router();
  router.use(express.json({ limit: '256kb' }));

  async function perform(
    req: Request,
    res: Response,
    run: (body: unknown) => Answered | Promise<Answered>,
  ): Promise<void> {
    const call: GraphCallMade = { at: Date.now(), path: req.path, status: 0 };
    calls = [...calls.slice(1 - MOST_CALLS), call];
    const caller = await tokens.callerOf(req.headers.authorization, GRAPH_AUDIENCE);
    const trouble = faults.current.graph;
    if (trouble === 'silent') return;
    if (trouble === 'reset') return void req.socket.destroy();
    if (trouble === 'garbled') {
      call.status = 200;
      return void res.type('html').send('<html>Sign in</html>');
    }
    const answered =
      caller === null
        ? refused(401, 'InvalidAuthenticationToken', 'Access token is empty or invalid.')
        : caller !== SANDBOX.tab.clientId
          ? refused(403, 'Forbidden', NOT_INSTALLED)
          : (troubled(trouble) ?? (await run(req.body)));
    call.status = answered.status;
    if (answered.headers) res.set(answered.headers);
    if (answered.body === undefined) res.status(answered.status).end();
    else res.status(answered.status).json(answered.body);
  }

  router.post('/v1.0/users/:user/teamwork/sendActivityNotification', (req: Request<{ user: string }>, res) =>
    perform(req, res, (body) => {
      const person = state.person(req.params.user);
      if (!person) return refused(404, 'NotFound', 'The user was not found.');
      if (state.removed.has(person.id)) return refused(403, 'Forbidden', NOT_INSTALLED);
      const asked = notification.safeParse(body).data;
      if (!asked) return refused(400, 'BadRequest', 'Invalid request body was sent.');
      const text = ACTIVITY_TYPES[asked.activityType];
      if (!text) return refused(400, 'BadRequest', `Activity type '${asked.activityType}' is not declared.`);
      const { webUrl } = asked.topic;
      if (!webUrl.startsWith('https://teams.microsoft.com/l/') && !webUrl.startsWith(`${options.clientUrl}/l/`)) {
        return refused(400, 'BadRequest', "The 'webUrl' must be a Microsoft Teams deep link.");
      }
      const parameters = Object.fromEntries(asked.templateParameters.map(({ name, value }) => [name, value]));
      add(person.id, {
        id: state.nextId(),
        text: text(parameters),
        preview: asked.previewText?.content.slice(0, 150) ?? '',
        topic: asked.topic.value,
        link: webUrl,
        sentAt: new Date().toISOString(),
      });
      return { status: 204 };
    }),
  );
  router.post('/v1.0/communications/getPresencesByUserId', (req, res) =>
    perform(req, res, (body) => {
      const asked = presences.safeParse(body).data;
      if (!asked) return refused(400, 'BadRequest', `Give 1 to ${MOST_IDS} user ids.`);
      return {
        status: 200,
        body: { value: asked.ids.map((id) => ({ id, ...(given.get(id) ?? AVAILABLE) })) },
      };
    }),
  );
  router.get('/v1.0/appCatalogs/teamsApps', (req, res) => perform(req, res, () => catalogue(options, req.query)));
  router
    .route('/v1.0/users/:user/teamwork/installedApps')
    .get((req: OfUser, res) => perform(req, res, () => installed(options, req.params.user, req.query)))
    .post((req: OfUser, res) => perform(req, res, (body) => install(options, req.params.user, body)));
  router.get(
    '/v1.0/users/:user/teamwork/installedApps/:installation/chat',
    (req: Request<{ user: string; installation: string }>, res) =>
      perform(req, res, () => chatOf(options, req.params.user, req.params.installation)),
  );
  router.use((_req, res) => {
    res.status(404).json(refused(404, 'ResourceNotFound', 'The sandbox does not offer this part of Graph.').body);
  });

  function add(personId: string, item: FeedItem): void {
    feeds.set(personId, [...(feeds.get(personId) ?? []), item].slice(-MOST_IN_FEED));
    state.changed({ kind: 'feed', personId });
  }

  return {
    router,
    feed: (personId) => [...(feeds.get(personId) ?? [])],
    calls: () => [...calls],
    presence: (personId) => given.get(personId) ?? AVAILABLE,
    setPresence(personId, presence) {
      const person = state.person(personId);
      if (!person) throw new Refused(404, 'nobody here has that id; see /sandbox/api/world');
      given.set(person.id, presence);
    },
    clear() {
      feeds.clear();
      given.clear();
      calls = [];
    },
  };
}

function troubled(trouble: string | null): Answered | null {
  switch (trouble) {
    case 'forbidden':
      return refused(
        403,
        'Forbidden',
        'Missing role permissions on the request. Application consent to TeamsActivity.Send or Presence.Read.All is needed.',
      );
    case 'throttled':
      return { ...refused(429, 'TooManyRequests', 'Too many requests.'), headers: { 'Retry-After': '30' } };
    case 'unavailable':
      return refused(503, 'ServiceUnavailable', 'The service is unavailable.');
    default:
      return null;
  }
}
