/** One thing the API can do, as data: the router serves it and the OpenAPI document describes it. */
import type { Request, Response } from 'express';
import { validate as isUuid } from 'uuid';
import type { z } from 'zod';
import type { SignedIn } from '../domain/policy';
import type { CutReason } from '../base/cutOff';
import { AppError } from '../base/errors';
import type { Identity } from '../domain/escalation';
import type { Whose } from '../domain/figures/whose';
import type { ProblemCode } from '../contract/api';

/** Who is asking: what their token says, and the queues they belong to. */
export interface Asker extends Identity {
  signedIn: SignedIn;
  /** In MANAGERS, and so never bounded. */
  isNamed?: boolean;
}

export interface Ask<Q, B> {
  who: Asker;
  /** The same person, as they are by now. */
  whoNow: () => Promise<Asker>;
  params: Record<string, string>;
  query: Q;
  body: B;
  /** The request's own bytes, of a route that takes a file. */
  upload: { claimed: string | null; length: number | null; bytes: AsyncIterable<Uint8Array> };
  /** Aborted once the answer has been taken, or nobody waits for it any more. */
  signal: AbortSignal;
}

export interface Answer {
  status: 200 | 201 | 204;
  body?: unknown;
  /** Instead of a body: what a browser saves. */
  file?: { name: string; bytes: Uint8Array };
  /** The same in pieces, with headers of its own. */
  stream?: {
    headers: Record<string, string>;
    bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
    /** When it is given up, however much of it was taken. */
    ends?: { at: Date; why: CutReason };
  };
}

export interface Route<Q extends z.ZodType = z.ZodType, B extends z.ZodType = z.ZodType> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As express writes it, under `/api`. */
  path: string;
  /** One sentence for people who read the document. */
  summary: string;
  /** An alias that goes with the next release. */
  deprecated?: true;
  /** Who may ask at all: `desk` are managers who are not bounded; absent: everybody who is signed in. */
  only?: 'staff' | 'managers' | 'desk';
  query?: Q;
  /** Whose figures a query asks for, of a route that answers any of single agents. */
  whose?: (query: z.output<Q>) => Whose;
  body?: B;
  /** The most the body's JSON may have, as express reads it; absent: what is enough for all others. */
  bodyLimit?: string;
  /** The body is a file, of any type, read by `run` as it comes. */
  upload?: true;
  /** Of a route that answers with a file. */
  mediaType?: string;
  /** What comes back, by status. */
  answers: Partial<Record<Answer['status'], z.ZodType | null>>;
  /** Problems of its own, besides those every route has. */
  problems?: ProblemCode[];
  run(ask: Ask<z.output<Q>, z.output<B>>): Promise<Answer>;
}

/** A route that keeps its response open and writes to it by itself. */
export interface OpenRoute extends Omit<Route, 'run' | 'answers' | 'body' | 'query'> {
  method: 'get';
  mediaType: string;
  open(who: Asker, req: Request, res: Response): void;
}

/** Ties the types of a route's schemas to its `run`. */
export function route<Q extends z.ZodType, B extends z.ZodType>(definition: Route<Q, B>): Route {
  return definition;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const file = (name: string, bytes: Uint8Array): Answer => ({ status: 200, file: { name, bytes } });

/** The id in the path; one that cannot be an id names nothing we have. */
export function idOf(params: Record<string, string>, what: string): string {
  const { id } = params;
  if (id === undefined || !isUuid(id)) throw nothing(what);
  return id.toLowerCase();
}

export const nothing = (what: string): AppError =>
  new AppError('not_found', `There is no such ${what}, or it is not yours to see.`);
