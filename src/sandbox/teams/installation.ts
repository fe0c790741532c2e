/** The app's arrival in the team and in people's chats, and its departure. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { installActivities, joinActivity, type Occasion } from './activities';
import type { SandboxBot } from '../state/bots';
import type { SandboxPerson } from '../state/contract';
import type { Delivered, Desk } from './desk';
import { Refused } from '../state/refused';
import { MOST_PEOPLE, type Place, type State } from '../state/state';
import { SANDBOX } from '../../config/world';

const FIRST_TRY_FOR_MS = 120_000;
const PAUSE_MS = 300;

export interface NewPeople {
  count: number;
  role?: SandboxPerson['role'];
  /** Numbered when there are several. */
  name?: string;
  /** Whether the desk hears of them. */
  announce?: boolean;
}

export class Installation {
  private stopped = false;

  constructor(
    private readonly state: State,
    private readonly desk: Desk,
    private readonly serviceUrl: string,
    private readonly deskUrl: string,
  ) {}

  /** Tells the desk of the team and of every personal chat; ends at the first that it does not take. */
  async install(): Promise<Delivered> {
    const team = await this.announce(this.teamOccasion(), 'add');
    if (!team.ok) return team;
    for (const person of this.state.people) {
      if (this.state.removed.has(person.id)) continue;
      const chat = await this.announce(this.chatOccasion(person), 'add');
      if (!chat.ok) return chat;
    }
    this.state.installed = true;
    this.state.touch();
    return { ok: true };
  }

  /** On the first start the desk may need a while to listen. */
  async installOnce(): Promise<boolean> {
    const deadline = Date.now() + FIRST_TRY_FOR_MS;
    while (!this.state.installed && !this.stopped && Date.now() < deadline) {
      const isTold = (await this.answers()) && (await this.install()).ok;
      if (!isTold) await wait(PAUSE_MS, undefined, { ref: false });
    }
    return this.state.installed;
  }

  private async answers(): Promise<boolean> {
    try {
      await fetch(this.deskUrl, { signal: AbortSignal.timeout(PAUSE_MS * 10) });
      return true;
    } catch {
      // Not yet; whether it is ever worth a word is for the caller to say.
      return false;
    }
  }

  async setApp(personId: string, installed: boolean, bot?: SandboxBot): Promise<void> {
    const person = this.state.person(personId);
    if (!person) throw new Refused(404, 'nobody here has that id; see /sandbox/api/world');
    if (installed) this.state.removed.delete(person.id);
    else this.state.removed.add(person.id);
    this.state.changed({ kind: 'app', personId });
    requireTaken(await this.announce(this.chatOccasion(person, bot), installed ? 'add' : 'remove'));
  }

  async addPeople(wanted: NewPeople): Promise<SandboxPerson[]> {
    const { count, role = 'customer', name = 'Customer' } = wanted;
    if (this.state.people.length + count > MOST_PEOPLE) {
      throw new Refused(409, `the sandbox holds at most ${MOST_PEOPLE} people`);
    }
    const added = Array.from({ length: count }, (_, i) => newPerson(role, count > 1 ? `${name} ${i + 1}` : name));
    for (const person of added) this.state.addPerson(person);
    if (wanted.announce) {
      if (role !== 'customer') await this.desk.deliver(joinActivity(this.teamOccasion(), added));
      for (const person of added) await this.announce(this.chatOccasion(person), 'add');
    }
    return added;
  }

  private async announce(at: Occasion, action: 'add' | 'remove'): Promise<Delivered> {
    for (const activity of installActivities(at, action)) {
      const delivered = await this.desk.deliver(activity);
      if (!delivered.ok) return delivered;
    }
    return { ok: true };
  }

  private chatOccasion(person: SandboxPerson, bot?: SandboxBot): Occasion {
    const place = this.state.chat(person, bot);
    return { serviceUrl: this.serviceUrl, person, place, now: new Date() };
  }

  /** The manager adds the app, in the General channel. */
  private teamOccasion(): Occasion {
    const person = SANDBOX.people.find((p) => p.role === 'manager');
    if (!person) throw new Error('the sandbox has no manager to add the app');
    const place: Place = { kind: 'channel', id: SANDBOX.team.id, threadId: null };
    return { serviceUrl: this.serviceUrl, person, place, now: new Date() };
  }

  stop(): void {
    this.stopped = true;
  }
}

export function requireTaken(delivered: Delivered): void {
  if (!delivered.ok) throw new Refused(502, `the desk did not take the news: ${delivered.reason}`);
}

function newPerson(role: SandboxPerson['role'], name: string): SandboxPerson {
  const id = randomUUID();
  const mailbox = `${name.toLowerCase().replace(/[^a-z0-9]+/g, '.')}.${id.slice(0, 8)}`;
  return {
    id,
    teamsId: `29:1sandbox-${id}`,
    name,
    upn: `${mailbox}@contoso.example`,
    role,
    chatId: `a:1sandbox-${id}`,
  };
}
