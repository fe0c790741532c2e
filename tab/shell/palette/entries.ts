/** Everything the palette finds, in the order it is listed in. Pure. */
import type { CannedReply, Escalation } from '../../../src/contract/api';
import type { CommandsThen } from '../../keyboard/commands';
import { keysOf } from '../../keyboard/hintsOf';
import { SHORTCUTS, type Shortcut, type ShortcutName } from '../../keyboard/shortcuts';
import { topicOf } from '../../parts/topics';
import { sectionsOf } from '../../settings/sections';
import { agentFiguresWords } from '../../words/agentFigures';
import { commonWords } from '../../words/common';
import { keyboardWords } from '../../words/keyboard';
import { nowWords } from '../../words/now';
import { workWords } from '../../words/work';
import { type Findable, rankOf } from './ranking';

const words = keyboardWords.palette;

export type GroupName = keyof typeof words.groups;

export type Screen = 'work' | 'now' | 'history' | 'settings';

type Choice =
  | { kind: 'command'; name: ShortcutName; of: string | null }
  | { kind: 'chat'; id: string }
  | { kind: 'reply'; reply: CannedReply }
  | { kind: 'screen'; view: Screen; section?: string }
  | { kind: 'filter'; shows: Record<string, string> };

export interface Entry extends Findable {
  id: string;
  group: GroupName;
  detail: string;
  /** The first shows. */
  keys: readonly string[];
  /** Why it cannot be done now; null: it can. */
  unable: string | null;
  choice: Choice;
}

export interface Known {
  openId: string | null;
  /** As it was when the palette was opened. */
  commands: CommandsThen;
  mine: readonly Escalation[];
  waiting: readonly Escalation[];
  /** Empty where none can be put. */
  replies: readonly CannedReply[];
  isManager: boolean;
  managesAll: boolean;
  /** Figures about their own work are shown to them. */
  hasFigures: boolean;
  hasSingleKeys: boolean;
}

const all: readonly (Shortcut & { name: ShortcutName })[] = SHORTCUTS;
const FILTERS: readonly { title: string; shows: Record<string, string> }[] = [
  { title: words.onHold, shows: { hold: 'any' } },
  { title: words.leftMessage, shows: { leftMessage: 'any' } },
];
const NOTHING = { detail: '', keys: [], unable: null, also: [] } as const;

export function entriesOf(known: Known): Entry[] {
  const { mine, waiting, replies, isManager, managesAll, hasFigures, openId } = known;
  const screens: { view: Screen; title: string }[] = [
    { view: 'work', title: workWords.title },
    ...(isManager ? [{ view: 'now' as const, title: nowWords.title }] : []),
    ...(!isManager && hasFigures ? [{ view: 'now' as const, title: agentFiguresWords.mine }] : []),
    { view: 'history', title: commonWords.history },
    { view: 'settings', title: commonWords.settings },
  ];
  return [
    ...commands(known),
    ...mine
      .filter(({ id }) => id !== openId)
      .map((item) => chat('mine', item, item.customerWaitsSince === null ? null : words.waitsForYou)),
    ...waiting.filter(({ id }) => id !== openId).map((item) => chat('waiting', item, null)),
    ...replies.map((reply): Entry => ({
      ...NOTHING,
      id: `reply-${reply.id}`,
      group: 'replies',
      title: reply.name,
      detail: reply.text,
      also: [reply.text],
      choice: { kind: 'reply', reply },
    })),
    ...screens.map(({ view, title }): Entry => ({
      ...NOTHING,
      id: `screen-${view}`,
      group: 'screens',
      title,
      choice: { kind: 'screen', view },
    })),
    ...FILTERS.map(({ title, shows }): Entry => ({
      ...NOTHING,
      id: `filter-${Object.keys(shows).join('-')}`,
      group: 'screens',
      title,
      choice: { kind: 'filter', shows },
    })),
    ...sectionsOf(isManager, managesAll).map(({ id, title }): Entry => ({
      ...NOTHING,
      id,
      group: 'settings',
      title,
      also: [commonWords.settings],
      choice: { kind: 'screen', view: 'settings', section: id },
    })),
  ];
}

function commands({ commands: offered, openId, hasSingleKeys }: Known): Entry[] {
  return all.flatMap((shortcut): Entry[] => {
    const { name, group, native } = shortcut;
    // What the focus does by itself, and what is open already.
    if (native || name === 'palette') return [];
    const of = offered.get(name);
    const isOfAChat = group === 'chat' || group === 'write';
    const unable = of !== undefined ? null : !isOfAChat ? words.notNow : openId ? words.notHere : words.openAChat;
    return [
      {
        id: `command-${name}`,
        group: 'commands',
        title: keyboardWords.commands[name],
        also: [],
        detail: '',
        keys: keysOf(shortcut, hasSingleKeys),
        unable,
        choice: { kind: 'command', name, of: of ?? null },
      },
    ];
  });
}

function chat(
  group: 'mine' | 'waiting',
  { id, number, customer, queue, topic }: Escalation,
  sign: string | null,
): Entry {
  const about = topicOf(topic);
  return {
    ...NOTHING,
    id: `chat-${id}`,
    group,
    title: customer.name,
    detail: [words.chat({ number, queue: queue.name }), about, sign].filter(Boolean).join(' · '),
    also: [String(number), queue.name, about ?? ''],
    choice: { kind: 'chat', id },
  };
}

export interface Group {
  name: GroupName;
  entries: Entry[];
}

/** Of one kind, while nothing is typed: more would bury what comes below. */
const MOST_UNASKED = 8;
const MOST = 50;

/** What fits, kind by kind; the kind with the best match first. What cannot be done now shows only when looked for. */
export function matches(entries: readonly Entry[], query: string): Group[] {
  const groups = new Map<GroupName, { entry: Entry; rank: number }[]>();
  const isAsked = query.trim() !== '';
  for (const entry of entries) {
    const rank = isAsked ? rankOf(entry, query) : entry.unable === null ? 0 : null;
    if (rank === null) continue;
    // What can be done comes before what cannot, however well it fits.
    groups.set(entry.group, [...(groups.get(entry.group) ?? []), { entry, rank: entry.unable ? rank + 3 : rank }]);
  }
  const most = (name: GroupName) => (isAsked || name === 'commands' ? MOST : MOST_UNASKED);
  return [...groups]
    .map(([name, found]) => ({ name, found: found.sort((one, other) => one.rank - other.rank) }))
    .sort((one, other) => (one.found[0]?.rank ?? 0) - (other.found[0]?.rank ?? 0))
    .map(({ name, found }) => ({ name, entries: found.slice(0, most(name)).map(({ entry }) => entry) }));
}
