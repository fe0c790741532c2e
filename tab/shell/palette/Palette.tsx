import { type KeyboardEvent, useEffect, useId, useMemo, useState } from 'react';
import { Button, Dialog, DialogSurface, Input, mergeClasses } from '@fluentui/react-components';
import { KeyboardRegular, SearchRegular } from '@fluentui/react-icons';
import type { Escalation } from '../../../src/contract/api';
import { putReply, takesReplies } from '../../conversation/composer/takingReplies';
import { isOn } from '../../desk/settings';
import { useCannedReplies } from '../../desk/useDesk';
import { type CommandsThen, perform, performWith } from '../../keyboard/commands';
import { useHint } from '../../keyboard/hints';
import { ariaKeys } from '../../keyboard/keyNames';
import { Keys } from '../../keyboard/Keys';
import { isMac } from '../../keyboard/isMac';
import { matching } from '../../keyboard/matching';
import { SHORTCUTS } from '../../keyboard/shortcuts';
import { useGivesFocusBack } from '../../parts/useGivesFocusBack';
import { useYou } from '../../parts/you';
import { commonWords } from '../../words/common';
import { keyboardWords } from '../../words/keyboard';
import { entriesOf, type Entry, matches, type Screen } from './entries';
import { usePaletteStyles } from './Palette.styles';

const words = keyboardWords.palette;
/** These are about no chat that shows, so they are done with whatever comes next by then. */
const MOVES: ReadonlySet<string> = new Set(SHORTCUTS.filter(({ group }) => group === 'move').map(({ name }) => name));

/** What showed when the palette was asked for: what is chosen is done there or not at all. */
export interface PaletteThen {
  openId: string | null;
  commands: CommandsThen;
}

interface PaletteProps {
  then: PaletteThen;
  mine: readonly Escalation[];
  waiting: readonly Escalation[];
  onOpen: (escalationId: string) => void;
  onGo: (view: Screen, section?: string) => void;
  /** Shows the chats some filters leave. */
  onHistory: (shows: Record<string, string>) => void;
  /** Closes it, gives the focus back, then does what was chosen. */
  onChoose: (act: () => void) => void;
  onTell: (words: string) => void;
  onClose: () => void;
}

/** Finds chats, commands, replies and places by typing, and does what is chosen. */
export function Palette({ then, mine, waiting, onOpen, onGo, onHistory, onChoose, onTell, onClose }: PaletteProps) {
  const styles = usePaletteStyles();
  const { me, isManager, managesAll } = useYou();
  const hasFigures = me.roles.includes('agent') && me.agentFigures.shownTo !== 'nobody';
  const surface = useGivesFocusBack();
  const id = useId();
  const [query, setQuery] = useState('');
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [mayPut] = useState(() => takesReplies(then.openId));
  const replies = useCannedReplies(mayPut).data;
  const hasSingleKeys = !isOn(me.id, 'noSingleKeys');
  const entries = useMemo(
    () =>
      entriesOf({
        ...then,
        mine,
        waiting,
        replies: (mayPut && replies) || [],
        isManager,
        managesAll,
        hasFigures,
        hasSingleKeys,
      }),
    [then, mine, waiting, mayPut, replies, isManager, managesAll, hasFigures, hasSingleKeys],
  );
  const groups = useMemo(() => matches(entries, query), [entries, query]);
  const shown = groups.flatMap((group) => group.entries);
  const at = Math.max(
    0,
    shown.findIndex((entry) => entry.id === chosenId),
  );
  const active = shown[at];
  const optionId = (entry: Entry) => `${id}-${entry.id}`;
  const activeId = active && optionId(active);
  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView?.({ block: 'nearest' });
  }, [activeId]);

  const act = ({ choice }: Entry): void => {
    switch (choice.kind) {
      case 'command':
        if (MOVES.has(choice.name) ? perform(choice.name) : performWith(choice.name, choice.of)) return;
        return onTell(words.changed);
      case 'chat':
        return onOpen(choice.id);
      case 'reply':
        if (!putReply(then.openId, choice.reply)) onTell(words.changed);
        return;
      case 'screen':
        return onGo(choice.view, choice.section);
      case 'filter':
        return onHistory(choice.shows);
    }
  };
  const handleChoose = (entry: Entry) => {
    if (entry.unable === null) onChoose(() => act(entry));
  };
  const handleKeyDown = (event: KeyboardEvent) => {
    const match = matching(event.nativeEvent, isMac());
    if (match?.name === 'palette' && !match.isBare) {
      event.preventDefault();
      return onClose();
    }
    // While an input method is composing, its keys are its own.
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (shown.length === 0) return;
      // By one it goes round; by a page it stops at the ends.
      const to = Math.abs(step) === 1 ? (at + step + shown.length) % shown.length : at + step;
      setChosenId(shown[Math.min(Math.max(to, 0), shown.length - 1)]?.id ?? null);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (active) handleChoose(active);
    }
  };
  const toShortcuts = useHint('shortcuts');
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface ref={surface} className={styles.surface} aria-label={words.title} data-testid="palette">
        <div className={styles.body}>
          <div className={styles.head}>
            <Input
              className={styles.field}
              size="large"
              autoFocus
              contentBefore={<SearchRegular aria-hidden />}
              role="combobox"
              aria-label={words.title}
              aria-expanded={shown.length > 0}
              aria-controls={`${id}-list`}
              aria-autocomplete="list"
              aria-activedescendant={activeId}
              placeholder={words.placeholder}
              autoComplete="off"
              spellCheck={false}
              dir="auto"
              value={query}
              onChange={(_, { value }) => {
                setQuery(value);
                setChosenId(null);
              }}
              onKeyDown={handleKeyDown}
              data-testid="palette-query"
            />
          </div>
          <div id={`${id}-list`} role="listbox" aria-label={words.title} className={styles.list} tabIndex={-1}>
            {groups.map(({ name, entries: found }) => (
              <div key={name} role="group" aria-labelledby={`${id}-${name}`} data-testid={`palette-${name}`}>
                <div id={`${id}-${name}`} className={styles.group}>
                  {words.groups[name]}
                </div>
                {found.map((entry) => (
                  <Option
                    key={entry.id}
                    id={optionId(entry)}
                    entry={entry}
                    isActive={entry === active}
                    onChoose={() => handleChoose(entry)}
                  />
                ))}
              </div>
            ))}
          </div>
          {shown.length === 0 && <div className={styles.none}>{words.none}</div>}
          <div className={styles.foot}>
            <span role="status">{query.trim() !== '' && words.count({ count: shown.length })}</span>
            <Button
              size="small"
              appearance="transparent"
              icon={<KeyboardRegular />}
              aria-keyshortcuts={toShortcuts?.aria}
              onClick={() => onChoose(() => perform('shortcuts'))}
              data-testid="palette-shortcuts"
            >
              {toShortcuts
                ? commonWords.withKey({ what: keyboardWords.title, key: toShortcuts.text })
                : keyboardWords.title}
            </Button>
          </div>
        </div>
      </DialogSurface>
    </Dialog>
  );
}

interface OptionProps {
  id: string;
  entry: Entry;
  isActive: boolean;
  onChoose: () => void;
}

function Option({ id, entry, isActive, onChoose }: OptionProps) {
  const styles = usePaletteStyles();
  const { title, detail, unable, keys } = entry;
  const beside = unable ?? detail;
  const isMine = entry.choice.kind === 'chat' || entry.choice.kind === 'reply';
  return (
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      aria-disabled={unable !== null}
      aria-keyshortcuts={keys.length > 0 ? ariaKeys(keys, isMac()) : undefined}
      className={mergeClasses(styles.option, unable !== null && styles.unable, isActive && styles.active)}
      // The focus stays in the field.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
      data-testid="palette-option"
      data-entry={entry.id}
    >
      <span className={styles.words}>
        {/* What people wrote keeps to its own direction. */}
        <span className={styles.title}>{isMine ? <bdi>{title}</bdi> : title}</span>
        {beside && <span className={mergeClasses(styles.detail, isActive && styles.onActive)}>{beside}</span>}
      </span>
      {keys.length > 0 && (
        <span aria-hidden>
          <Keys keys={keys.slice(0, 1)} />
        </span>
      )}
    </div>
  );
}
