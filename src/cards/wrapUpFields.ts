/** What the card asks before Resolve: the fields of the wrap-up as the template lays them out. Pure. */
import { asked, type WrapUpRule } from '../domain/wrapUp';
import { clean, clip } from './text/escape';

interface Field {
  title: string;
  value: string;
}

export interface WrapUpFields {
  [field: string]: string | boolean | readonly Field[] | readonly Record<string, string>[];
}

/** @param rule null when whoever looks may not resolve */
export function wrapUpFields(rule: WrapUpRule | null, most: number): WrapUpFields {
  const { outcomes, tags } = rule ?? { outcomes: [], tags: [] };
  const needs = new Set(rule ? asked(rule) : []);
  const chooses = outcomes.length > 0;
  return {
    hasOutcomes: chooses,
    writesOutcome: !chooses,
    hasTags: tags.length > 0,
    // Beside an outcome in one's own words a summary says the same again.
    hasSummary: chooses || tags.length > 0 || needs.has('summary'),
    outcomes: outcomes.map(({ id, name }) => ({ title: clip(clean(name), most), value: id })),
    tags: tags.map(({ id, name }) => ({ title: clip(clean(name), most), value: id })),
    needsOutcome: needs.has('outcome'),
    needsTags: needs.has('tags'),
    needsSummary: needs.has('summary'),
  };
}
