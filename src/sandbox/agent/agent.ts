/** Contoso HR, an agent of Copilot Studio in Teams: it answers in chats of its own, and hands over to the desk in either way. */
import type { Router } from 'express';
import type { Tokens } from '../entra/tokens';
import type { AgentCall, AgentSettings, SandboxMessage, SandboxPerson } from '../state/contract';
import { Refused } from '../state/refused';
import type { State } from '../state/state';
import { agentTypes, agentWrites, type AgentWords, personWrites } from './agentChat';
import { Calls } from './calls';
import { dispatch, type Said } from './connects';
import { failed, handOver, nobodyThere } from './handsOver';
import { Memory, type Mind } from './memory';
import { pushRouter } from './pushes';
import { hear } from './topics';

const WHAT_ABOUT: AgentWords = { text: 'I will get somebody from HR. What is it about?' };

export interface Agent {
  /** Where the desk writes between two turns. */
  router: Router;
  /** The person writes to the agent, which answers in its own time. */
  chat(personId: string, text: string): SandboxMessage;
  settings(): AgentSettings;
  set(changes: Partial<AgentSettings>): AgentSettings;
  /** Between the agent and the desk, newest last. */
  calls(): AgentCall[];
  /** Resolves when the agent has answered everything. */
  idle(): Promise<void>;
  clear(): void;
  close(): void;
}

export function createAgent(options: { state: State; tokens: Tokens; deskUrl: string; baseUrl: string }): Agent {
  const { state, tokens, baseUrl } = options;
  const memory = new Memory(state);
  const calls = new Calls(options.deskUrl, () => state.changed({ kind: 'agent' }));
  /** The last turn of each person: an agent takes one after the other. */
  const turns = new Map<string, Promise<void>>();

  function says(person: SandboxPerson, words: AgentWords): void {
    memory.heard(memory.of(person.id), 'Agent', words.text ?? '');
    agentWrites(state, person, words);
  }

  /** What the desk says as a connected agent, in the turn or later. */
  function passOn(person: SandboxPerson, one: Said): void {
    if (one.type === 'typing') agentTypes(state, person);
    else if (one.type === 'endOfConversation') memory.of(person.id).withPerson = false;
    // As with everything a connected agent says, the model does not read it as its own.
    if (one.type === 'message') {
      const { text, textFormat, attachments } = one;
      agentWrites(state, person, {
        text: text ?? '',
        textFormat: textFormat ?? 'markdown',
        attachments: attachments ?? [],
      });
    }
    memory.keep();
  }

  async function toDesk(person: SandboxPerson, mind: Mind, text: string): Promise<void> {
    agentTypes(state, person);
    mind.turns += 1;
    mind.withPerson = true;
    memory.keep();
    const turn = await dispatch({ calls, tokens, baseUrl, key: memory.key }, memory.settings, { person, mind, text });
    if (turn.status < 200 || turn.status >= 300) {
      mind.withPerson = false;
      says(person, failed(turn.status));
    }
    for (const one of turn.says) passOn(person, one);
  }

  /** A customer's words while a person has them; the model decides whether they reach the desk. */
  function staysHere(mind: Mind): 'silent' | 'answered' | null {
    const { dispatch: habit } = memory.settings;
    if (habit === 'never') return 'silent';
    mind.dispatched = habit === 'always' || !mind.dispatched;
    return mind.dispatched ? null : 'answered';
  }

  async function answer(person: SandboxPerson, text: string): Promise<void> {
    const mind = memory.of(person.id);
    const { way } = memory.settings;
    memory.heard(mind, 'User', text);
    if (way === 'connected' && mind.withPerson) {
      const stays = staysHere(mind);
      if (stays === null) return toDesk(person, mind, text);
      if (stays === 'silent') return memory.keep();
    }
    const heard = hear(text, person.name.split(' ')[0] ?? person.name);
    if (way === 'connected' && heard.kind === 'person') return toDesk(person, mind, text);
    const wasAsked = mind.asked;
    mind.asked = false;
    if (way === 'calls' && wasAsked) {
      agentTypes(state, person);
      return says(person, await handOver(calls, memory.settings, { person, mind, problem: text, lastPhrase: text }));
    }
    if (heard.kind === 'person') {
      agentTypes(state, person);
      const nobody = await nobodyThere(calls, memory.settings);
      mind.asked = nobody === null;
      return says(person, nobody ?? WHAT_ABOUT);
    }
    says(person, heard.says);
  }

  function later(person: SandboxPerson, text: string): void {
    const turn = (turns.get(person.id) ?? Promise.resolve()).then(() => answer(person, text));
    turns.set(person.id, turn);
    void turn.finally(() => turns.get(person.id) === turn && turns.delete(person.id));
  }

  return {
    router: pushRouter({ state, memory, calls, passOn }),
    chat(personId, text) {
      const person = state.person(personId);
      if (!person) throw new Refused(404, 'nobody here has that id; see /sandbox/api/world');
      if (text.trim() === '') throw new Refused(400, 'Contoso HR reads words only');
      const message = personWrites(state, person, text);
      later(person, text.trim());
      return message;
    },
    settings: () => memory.settings,
    set(changes) {
      memory.settings = { ...memory.settings, ...changes };
      memory.keep();
      state.changed({ kind: 'agent' });
      return memory.settings;
    },
    calls: () => calls.list,
    idle: async () => void (await Promise.all(turns.values())),
    clear() {
      memory.reset();
      calls.clear();
    },
    close: () => calls.close(),
  };
}
