/** What can be done now, told by whoever shows it; keys do it. */
import { useEffect } from 'react';
import type { ShortcutName } from './shortcuts';

type CommandName = ShortcutName;

interface Command {
  run: () => void;
  /** The chat it acts on; null where it is about none. */
  of: string | null;
}

const commands = new Map<CommandName, Command[]>();

type Offered = Partial<Record<CommandName, (() => void) | false>>;

/** Offers commands as long as a component shows; each acts on that component's chat, and on no other. */
export function useCommands(offered: Offered, of: string | null = null): void {
  useEffect(() => {
    const mine = Object.entries(offered).flatMap(([name, run]) =>
      run ? [{ name: name as CommandName, command: { run, of } }] : [],
    );
    for (const { name, command } of mine) commands.set(name, [...(commands.get(name) ?? []), command]);
    return () => {
      for (const { name, command } of mine) {
        commands.set(name, commands.get(name)?.filter((each) => each !== command) ?? []);
      }
    };
  });
}

export const commandOf = (name: CommandName): Command | undefined => commands.get(name)?.at(-1);

/** What can be done at this moment, and with which chat. */
export type CommandsThen = ReadonlyMap<CommandName, string | null>;

export function commandsNow(): CommandsThen {
  const now = new Map<CommandName, string | null>();
  for (const name of commands.keys()) {
    const command = commandOf(name);
    if (command) now.set(name, command.of);
  }
  return now;
}

/** Does it with this chat and no other; whether that could be done. */
export function performWith(name: CommandName, of: string | null): boolean {
  const command = commandOf(name);
  if (command?.of !== of) return false;
  command.run();
  return true;
}

/** Whether there was something to do. */
export function perform(name: CommandName): boolean {
  const command = commandOf(name);
  command?.run();
  return command !== undefined;
}
