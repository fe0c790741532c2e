/** A routing rule's condition as a tree: what it reads, what it asks, and where in the text. Pure. */
import type { Operation } from './functions';

export type Plain = string | number | boolean | null;
export type Value = Plain | readonly Plain[];

interface Span {
  /** Where it stands in the text; `to` is the first character after it. */
  from: number;
  to: number;
}

export type Node = Span &
  (
    | { is: 'literal'; value: Plain }
    | { is: 'name'; of: 'field' | 'variable'; name: string; shown: string }
    | { is: 'list'; items: Node[] }
    | { is: 'call'; operation: Operation; sign: string | null; args: Node[] }
  );

export interface Condition {
  root: Node;
  /** Variables it reads. */
  variables: string[];
}

/** Why a text is no condition, and where. */
export interface Mistake {
  position: number;
  length: number;
  reason: string;
}

/** Limits: length before parsing, work before evaluating. */
export const CONDITION_LIMITS = {
  characters: 2_000,
  parts: 200,
  depth: 30,
  /** Characters of a text made on the way. */
  text: 10_000,
  /** Units of work; see `evaluate.ts`. */
  work: 20_000,
} as const;
