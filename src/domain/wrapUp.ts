/** Wrap-up: the one rule about what may, and what must, be said when an escalation is resolved. Pure. */
import type { Choice, WrapUpPart } from '../contract/api';

/** As it was said on any path: choices by their ids or their names. */
export interface WrapUp {
  outcome?: string | undefined;
  tags?: readonly string[] | undefined;
  summary?: string | undefined;
}

/** What managers keep, and what the queue asks for. */
export interface WrapUpRule {
  /** Empty: an outcome is in the agent's own words. */
  outcomes: readonly Choice[];
  tags: readonly Choice[];
  requires: readonly WrapUpPart[];
}

/** As it is kept; names as they were when it was said. */
export interface KeptWrapUp {
  outcome: string | null;
  /** Null for own words. */
  outcomeId: string | null;
  tags: Choice[];
  summary: string | null;
}

export type WrapUpRefusal =
  | { code: 'wrap_up_missing'; parts: WrapUpPart[] }
  | { code: 'wrap_up_unknown'; part: 'outcome' | 'tags'; name: string; known: string[] };

type Checked = { ok: true; kept: KeptWrapUp } | { ok: false; refusal: WrapUpRefusal };

/** @param rule null for the desk itself, of which nobody asks anything */
export function checkWrapUp(said: WrapUp, rule: WrapUpRule | null): Checked {
  const { outcomes, tags: known } = rule ?? NO_LISTS;
  const words = said.outcome?.trim() || null;
  const outcome = words === null ? null : named(outcomes, words);
  if (words !== null && !outcome && outcomes.length > 0) return unknown('outcome', words, outcomes);
  const tags: Choice[] = [];
  for (const name of (said.tags ?? []).map((one) => one.trim()).filter(Boolean)) {
    const tag = named(known, name);
    if (!tag) return unknown('tags', name, known);
    if (!tags.some(({ id }) => id === tag.id)) tags.push(tag);
  }
  const summary = said.summary?.trim() || null;
  const kept = { outcome: outcome?.name ?? words, outcomeId: outcome?.id ?? null, tags, summary };
  const parts = rule ? asked(rule).filter((part) => isMissing(kept, part)) : [];
  return parts.length > 0 ? { ok: false, refusal: { code: 'wrap_up_missing', parts } } : { ok: true, kept };
}

/** What a queue asks for in earnest: nobody can choose a tag where there is none. */
export const asked = ({ requires, tags }: WrapUpRule): WrapUpPart[] =>
  ORDER.filter((part) => requires.includes(part) && (part !== 'tags' || tags.length > 0));

const ORDER: readonly WrapUpPart[] = ['outcome', 'tags', 'summary'];

const NO_LISTS: WrapUpRule = { outcomes: [], tags: [], requires: [] };

const isMissing = (kept: KeptWrapUp, part: WrapUpPart): boolean =>
  part === 'tags' ? kept.tags.length === 0 : kept[part] === null;

const sameName = (name: string): string => name.normalize('NFC').toLowerCase();

function named(choices: readonly Choice[], words: string): Choice | undefined {
  return (
    choices.find(({ id }) => id === words.toLowerCase()) ??
    choices.find(({ name }) => sameName(name) === sameName(words))
  );
}

function unknown(part: 'outcome' | 'tags', name: string, choices: readonly Choice[]): Checked {
  return {
    ok: false,
    refusal: { code: 'wrap_up_unknown', part, name, known: choices.map((choice) => choice.name) },
  };
}

/** The first name that stands twice in a list, whatever its capitals. */
export function doubled(names: readonly string[]): string | null {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(sameName(name))) return name;
    seen.add(sameName(name));
  }
  return null;
}
