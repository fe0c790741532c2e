/** Which way the arrows point: what each part of the source may import, and what to do about an import that goes astray. */
import type { Effect, Import, Source } from './source';

export const LINES = 300;

type Layer = 'entry' | 'app' | 'edge' | 'useCase' | 'store' | 'pure' | 'tool' | 'tab' | 'page';

interface Place {
  layer: Layer;
  /** Which of the edges. */
  edge: string | null;
}

/** Receive data, return data: no clock, no SQL, no Express, no botbuilder. */
const PURE = [
  /^src\/(errors|settings|png)$/,
  /^src\/escalation\/(escalation|hours|promises|transitions|routing|ruleChange|refusals|words)$/,
  /^src\/escalation\/conditions\//,
  /^src\/conversation\/(message|outbox|rate|lanes)$/,
  /^src\/intake\/(connectionStates|connectionWords|expiry|handoff|loose|variables|transcript|omnichannel|signature|restContract|restBody|restHandoff|restPresent|breaker|skillCall|skillNews|skillOutcome|skillManifest)$/,
  /^src\/cards\//,
  /^src\/auth\/policy$/,
  /^src\/api\/(\w*[cC]ontract|fields|present|presentConnection)$/,
  /^src\/sandbox\/(world|contract)$/,
];

const ENTRIES = ['src/index', 'src/appPackage'];
const MAY_FETCH = /^src\/(teams|intake|auth|sandbox)\/|^tab\/desk\/(api|stream)$/;
const MAY_EXPRESS = /^src\/(app$|telemetry$|api\/|teams\/|sandbox\/|intake\/(skill|rest)$)/;

export function placeOf(file: string): Place {
  const at = (layer: Layer, edge: string | null = null): Place => ({ layer, edge });
  if (file.startsWith('tab/')) return at('tab');
  if (file.startsWith('src/sandbox/page/')) return at('page');
  if (ENTRIES.includes(file)) return at('entry');
  if (file === 'src/app') return at('app');
  if (PURE.some((pattern) => pattern.test(file))) return at('pure');
  if (file.startsWith('src/store/')) return at('store');
  if (/^src\/(conversation|escalation)\/|^src\/intake\/connection(s|Tests|Upkeep)$/.test(file)) return at('useCase');
  const edge = /^src\/(teams|api|intake|auth|sandbox)\//.exec(file)?.[1];
  return edge ? at('edge', edge) : at('tool');
}

/** Every broken rule of a file as `file:line what is wrong. What to do.` */
export function complaints(source: Source): string[] {
  const file = source.path.replace(/\.tsx?$/, '');
  const say = (line: number, words: string): string => `${source.path}:${line} ${words}`;
  const found = [
    ...source.imports.map((one) => ({
      line: one.line,
      words: one.ours ? ownImport(file, one) : packageImport(file, one),
    })),
    ...source.effects.map((one) => ({ line: one.line, words: effect(file, one) })),
  ].flatMap(({ line, words }) => (words === null ? [] : [say(line, words)]));
  if (source.lines > LINES) {
    found.push(say(LINES + 1, `has ${source.lines} lines. Divide it by noun: ${LINES} is the most.`));
  }
  return found;
}

function ownImport(file: string, { target, typeOnly, dynamic }: Import): string | null {
  const from = placeOf(file);
  const to = placeOf(target);
  const wrong = (why: string, move: string): string => `imports ${target}: ${why}. ${move}`;

  if (from.layer === 'tab') {
    if (to.layer === 'tab' || (target === 'src/api/contract' && typeOnly)) return null;
    const move =
      target === 'src/api/contract' ? 'Write "import type".' : 'Ask the API, or move the shape to src/api/contract.ts.';
    return wrong('the tab takes only types, and only from the contract', move);
  }
  if (from.layer === 'page') {
    if (to.layer === 'page' || /^src\/sandbox\/(contract|world)$/.test(target)) return null;
    return wrong('the page plays Teams’ client and knows the sandbox by its contract only', 'Ask /sandbox/api for it.');
  }
  if (to.layer === 'tab' || to.layer === 'page')
    return wrong('this runs in a browser', 'Move what both need to the contract.');
  if (target.startsWith('src/sandbox/') && from.edge !== 'sandbox' && !target.endsWith('/contract')) {
    const allowed =
      (file === 'src/app' && (typeOnly || dynamic)) || (file === 'src/config' && target === 'src/sandbox/world');
    if (!allowed && !(file === 'src/sandbox/world')) {
      return wrong(
        'a desk in Teams carries nothing of the sandbox',
        'Let src/app.ts load it with import() and pass it in.',
      );
    }
    return null;
  }
  switch (from.layer) {
    case 'entry':
    case 'app':
      return null;
    case 'edge':
      if (to.layer === 'edge' && to.edge !== from.edge) {
        return wrong(
          'edges never import each other',
          'Put what both need into a use case, or let src/app.ts pass it in.',
        );
      }
      return inwards(to, wrong);
    case 'useCase':
      if (to.layer === 'edge')
        return wrong('a use case knows no edge', 'Define what it needs as an interface here; the edge implements it.');
      return inwards(to, wrong);
    case 'store':
      if (to.layer === 'edge' || to.layer === 'useCase') {
        return wrong(
          'the store knows nobody above it',
          'Move the type to a pure file, or the decision to the use case.',
        );
      }
      return inwards(to, wrong);
    case 'tool':
      if (to.layer === 'pure' || to.layer === 'tool') return null;
      return wrong('this file serves everybody and knows nobody', 'Pass in what it needs.');
    case 'pure':
      if (to.layer === 'pure' || typeOnly) return null;
      return wrong('a pure file computes with what it is given', 'Take it as an argument; its type may be imported.');
  }
}

function inwards(to: Place, wrong: (why: string, move: string) => string): string | null {
  if (to.layer !== 'app' && to.layer !== 'entry') return null;
  return wrong('arrows point inwards', 'Let src/app.ts pass it in.');
}

function packageImport(file: string, { target, typeOnly }: Import): string | null {
  const from = placeOf(file);
  const wrong = (why: string, move: string): string => `imports ${target}: ${why}. ${move}`;
  if (/^(botbuilder|botframework-|@microsoft\/teams-ai)/.test(target) && !file.startsWith('src/teams/')) {
    return wrong('only src/teams/ knows the Bot Framework', 'Give src/teams/ our own types to fill.');
  }
  if (/^(pg|kysely)(\/|$)/.test(target) && from.layer !== 'store') {
    return wrong('SQL lives in src/store/', 'Write a function there, in the file of its noun.');
  }
  if (target === 'express' && !MAY_EXPRESS.test(file)) {
    return wrong('HTTP lives in the edges', 'Take and give plain values here.');
  }
  if (from.layer === 'pure' && /^(node:)?(fs|net|http|https|child_process|timers)(\/|$)/.test(target) && !typeOnly) {
    return wrong('a pure file computes with what it is given', 'Take it as an argument.');
  }
  if (target === '@microsoft/teams-js' && file !== 'tab/desk/teams') {
    return wrong('teams-js lives in tab/desk/teams.ts', 'Add what you need there.');
  }
  return null;
}

function effect(file: string, { kind, text }: Effect): string | null {
  const { layer } = placeOf(file);
  switch (kind) {
    case 'clock':
      return layer === 'pure' ? `says ${text}: pure files have no clock. Take "now" as an argument.` : null;
    case 'process':
      return file.startsWith('src/') && layer !== 'entry'
        ? `says ${text}: the environment and signals live in src/index.ts. Take it from Config, or as an argument.`
        : null;
    case 'fetch':
      return layer === 'page' || MAY_FETCH.test(file)
        ? null
        : `calls fetch: it has a home. In the tab use tab/desk/api.ts, in the server the protocol file of that service.`;
    case 'query':
      return layer === 'store' || layer === 'tab' || layer === 'page'
        ? null
        : `builds a query (${text}): SQL lives in src/store/. Write a function there, in the file of its noun.`;
  }
}
