/** What Contoso HR remembers: how it is set, and of each person what its conversation holds. */
import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { AgentSettings } from '../state/contract';
import type { State } from '../state/state';

const LINES_KEPT = 40;

/** As one would set it up: its topic calls the desk, and all is well. */
const CALM: AgentSettings = {
  way: 'calls',
  expectReplies: false,
  credentials: 'own',
  pushes: 'taken',
  dispatch: 'always',
  repeats: false,
  urlLifetime: 600,
};

export const agentSettings = z.strictObject({
  way: z.enum(['calls', 'connected']),
  expectReplies: z.boolean(),
  credentials: z.enum(['own', 'none', 'wrong']),
  pushes: z.enum(['taken', 'emptyAnswer', 'unauthorized', 'notFound', 'gone']),
  dispatch: z.enum(['always', 'never', 'everySecond']),
  repeats: z.boolean(),
  urlLifetime: z.number().int().min(0).max(86_400),
});

const mind = z.object({
  /** Copilot Studio's name for the conversation. */
  conversationId: z.guid(),
  turns: z.number(),
  /** It asked what the request is about, and waits. */
  asked: z.boolean(),
  /** The desk has the customer, as far as the agent knows. */
  withPerson: z.boolean(),
  /** Of the customer's words while a person has them, whether the last went to the desk. */
  dispatched: z.boolean(),
  said: z.array(z.string()),
});
export type Mind = z.infer<typeof mind>;

const kept = z.object({ key: z.string(), settings: agentSettings, minds: z.record(z.string(), mind) });

export class Memory {
  /** Signs service URLs. */
  readonly key: string;
  settings: AgentSettings;
  private readonly minds: Map<string, Mind>;

  constructor(private readonly state: State) {
    const was = kept.safeParse(state.agent).data;
    this.key = was?.key ?? randomBytes(32).toString('base64url');
    this.settings = was?.settings ?? CALM;
    this.minds = new Map(Object.entries(was?.minds ?? {}));
  }

  of(personId: string): Mind {
    let known = this.minds.get(personId);
    if (!known) {
      const nothing = { turns: 0, asked: false, withPerson: false, dispatched: false, said: [] };
      this.minds.set(personId, (known = { conversationId: randomUUID(), ...nothing }));
    }
    return known;
  }

  /** Whose conversation it is. */
  personIn(conversationId: string): string | null {
    for (const [personId, { conversationId: id }] of this.minds) if (id === conversationId) return personId;
    return null;
  }

  heard(of: Mind, who: 'User' | 'Agent', text: string): void {
    if (text !== '') of.said = [...of.said, `${who}: ${text}`].slice(-LINES_KEPT);
    this.keep();
  }

  keep(): void {
    this.state.agent = { key: this.key, settings: this.settings, minds: Object.fromEntries(this.minds) };
    this.state.touch();
  }

  reset(): void {
    this.minds.clear();
    this.settings = CALM;
    this.keep();
  }
}
