/** What the desk posts to a service URL of Contoso HR between two turns, answered as the connector answers, or as told to. */
import express, { type Request, type Router } from 'express';
import { z } from 'zod';
import type { AgentSettings, SandboxPerson } from '../state/contract';
import type { State } from '../state/state';
import type { Calls } from './calls';
import { said, type Said } from './connects';
import type { Memory } from './memory';
import { wrongIn } from './serviceUrls';

const signed = z.object({ turn: z.string(), se: z.string(), sig: z.string() });

const REFUSED: Record<AgentSettings['pushes'], number | null> = {
  taken: null,
  emptyAnswer: null,
  unauthorized: 401,
  notFound: 404,
  gone: 410,
};

export function pushRouter(options: {
  state: State;
  memory: Memory;
  calls: Calls;
  passOn: (person: SandboxPerson, one: Said) => void;
}): Router {
  const { state, memory, calls } = options;
  const router = express.Router();
  router.post(
    '/external-agent/:conversation',
    express.json({ limit: '1mb' }),
    (req: Request<{ conversation: string }>, res) => {
      const conversationId = req.params.conversation;
      const { status, why, person, words } = read(req);
      calls.note('POST serviceUrl', status, why);
      if (why !== null) return void res.status(status).json({ error: { message: why } });
      options.passOn(person, words);
      if (memory.settings.pushes === 'emptyAnswer') return void res.status(200).end();
      res.status(200).json({ id: `${conversationId}|${state.nextId()}` });
    },
  );

  type Read =
    | { status: 200; why: null; person: SandboxPerson; words: Said }
    | { status: number; why: string; person: null; words: null };
  const no = (status: number, why: string): Read => ({ status, why, person: null, words: null });

  function read(req: Request<{ conversation: string }>): Read {
    const conversationId = req.params.conversation;
    const query = signed.safeParse(req.query).data;
    if (!query) return no(401, 'The URL carries no signature.');
    const { turn, se: until, sig } = query;
    const wrong = wrongIn(memory.key, { conversationId, turn, until }, sig, new Date());
    if (wrong !== null) return no(401, wrong);
    const refused = REFUSED[memory.settings.pushes];
    if (refused !== null) return no(refused, 'The conversation takes nothing between two turns.');
    const personId = memory.personIn(conversationId);
    const person = personId === null ? null : state.person(personId);
    if (!person) return no(404, 'There is no such conversation.');
    const words = said.safeParse(req.body).data;
    return words ? { status: 200, why: null, person, words } : no(400, 'This is no activity.');
  }

  return router;
}
