/** Reactions as people see them. Pure. */
import type { SandboxMessage } from '../../state/contract';

/** Teams' own six. */
export const SIGNS = [
  { type: 'like', sign: '👍', word: 'Like' },
  { type: 'heart', sign: '❤️', word: 'Heart' },
  { type: 'laugh', sign: '😆', word: 'Laugh' },
  { type: 'surprised', sign: '😮', word: 'Surprised' },
  { type: 'sad', sign: '😢', word: 'Sad' },
  { type: 'angry', sign: '😡', word: 'Angry' },
] as const;

/** Others show by the character their id begins with. */
function signOf(type: string): string {
  const known = SIGNS.find((one) => one.type === type);
  const code = Number.parseInt(/^[0-9a-f]+(?=[-_])/.exec(type)?.[0] ?? '', 16);
  return known?.sign ?? (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '🙂');
}

export interface Group {
  type: string;
  sign: string;
  names: string[];
  mine: boolean;
}

/** One of a kind, with everybody whose it is. */
export function groupsOf(reactions: SandboxMessage['reactions'] = [], personId: string | null): Group[] {
  const groups = new Map<string, Group>();
  for (const { type, from } of reactions) {
    const group = groups.get(type) ?? { type, sign: signOf(type), names: [], mine: false };
    groups.set(type, { ...group, names: [...group.names, from.name], mine: group.mine || from.id === personId });
  }
  return [...groups.values()];
}
