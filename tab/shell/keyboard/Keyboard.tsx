import { Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Escalation } from '../../../src/contract/api';
import { outgoingOf } from '../../conversation/messages/sending';
import { isField } from '../../desk/isField';
import { useEscalations } from '../../desk/useEscalations';
import { isOn } from '../../desk/settings';
import { commandsNow, useCommands } from '../../keyboard/commands';
import { tellHints } from '../../keyboard/hints';
import { hintsOf } from '../../keyboard/hintsOf';
import { isMac } from '../../keyboard/isMac';
import { goToPane } from '../../keyboard/panes';
import { useKeyboard } from '../../keyboard/useKeyboard';
import { useNotice } from '../../parts/Notice';
import { lazily } from '../../parts/lazily';
import { useYou } from '../../parts/you';
import { keyboardWords } from '../../words/keyboard';
import { WAITING } from '../../desk/myLists';
import { orderMine } from '../../work/order';
import { useClaim } from '../../work/useClaim';
import { useMine } from '../../work/useMine';
import type { Screen } from '../palette/entries';
import type { PaletteThen } from '../palette/Palette';
import { type Answered, longestWaiting, neighbour } from './nextChat';

const ShortcutsDialog = lazily(() => import('../../keyboard/ShortcutsDialog').then((all) => all.ShortcutsDialog));
const fetchPalette = () => import('../palette/Palette');
const Palette = lazily(() => fetchPalette().then((all) => all.Palette));

/** By then the first screen shows, and one may want to go on from it. */
const FETCH_MS = 2_000;

interface KeyboardProps {
  openId: string | null;
  /** A chat of the history is open: the next one is the history's to say. */
  inHistory: boolean;
  offers: Escalation[];
  onOpen: (escalationId: string, compose?: boolean) => void;
  onGo: (view: Screen, section?: string) => void;
  onHistory: (shows: Record<string, string>) => void;
}

/** Listens to the keys, and offers what belongs to no chat. It comes after the first screen. */
export function Keyboard({ openId, inHistory, offers, onOpen, onGo, onHistory }: KeyboardProps) {
  const { me } = useYou();
  const { say } = useNotice();
  const [dialog, setDialog] = useState<'shortcuts' | PaletteThen | null>(null);
  const mine = orderMine(useMine().items);
  const waiting = useEscalations(WAITING).items;
  const answered = useRef(new Map<string, Answered>());
  useKeyboard(me.id);
  const tellKeys = useCallback(() => tellHints(hintsOf(!isOn(me.id, 'noSingleKeys'), isMac())), [me.id]);
  useEffect(() => {
    tellKeys();
    return () => tellHints({});
  }, [tellKeys]);
  useEffect(() => {
    const timer = setTimeout(() => void fetchPalette().catch(() => undefined), FETCH_MS); // Tried again when it is wanted.
    return () => clearTimeout(timer);
  }, []);

  const tell = (words: string) => say('info', words);
  const goBy = (by: 1 | -1) => {
    const next = neighbour(mine, openId, by);
    // Whoever was writing goes on writing, and whoever was reading goes on reading.
    if (next) onOpen(next.id, isField(document.activeElement));
    else tell(keyboardWords.noOtherChat);
  };
  const goToUnanswered = () => {
    const now = Date.now();
    for (const { id, lastCustomerSeq } of mine) {
      if (isAnswerUnderWay(id)) answered.current.set(id, { upTo: lastCustomerSeq, at: now });
    }
    const next = longestWaiting(mine, openId, answered.current, now);
    if (next) onOpen(next.id, true);
    else tell(keyboardWords.nobodyElseWaits);
  };
  useCommands({
    nextChat: !inHistory && (() => goBy(1)),
    previousChat: !inHistory && (() => goBy(-1)),
    nextUnanswered: goToUnanswered,
    nextPane: () => goToPane(1),
    previousPane: () => goToPane(-1),
    palette: () => setDialog({ openId, commands: commandsNow() }),
    shortcuts: () => setDialog('shortcuts'),
  });
  // Until the list has heard of it, what I have claimed stands there as waiting.
  const [claimed, setClaimed] = useState<string[]>([]);
  const stillListed = claimed.filter((id) => waiting.some((item) => item.id === id));
  if (stillListed.length < claimed.length) setClaimed(stillListed);
  const handleClaimed = (id: string) => {
    setClaimed([...claimed, id]);
    onOpen(id, true);
  };
  const next = offers[0] ?? waiting.find(({ id, can, offer }) => can.claim && offer === null && !claimed.includes(id));
  const handleClose = () => setDialog(null);
  const handleChoose = (act: () => void) => {
    flushSync(handleClose);
    act();
  };
  return (
    <>
      {next ? (
        <ClaimNext key={next.id} escalation={next} onClaimed={handleClaimed} />
      ) : (
        <NobodyToClaim onTell={() => tell(keyboardWords.nobodyToClaim)} />
      )}
      <Suspense>
        {dialog === 'shortcuts' && <ShortcutsDialog personId={me.id} onSingleKeys={tellKeys} onClose={handleClose} />}
        {dialog !== null && dialog !== 'shortcuts' && (
          <Palette
            then={dialog}
            mine={mine}
            waiting={waiting}
            onOpen={onOpen}
            onGo={onGo}
            onHistory={onHistory}
            onChoose={handleChoose}
            onTell={tell}
            onClose={handleClose}
          />
        )}
      </Suspense>
    </>
  );
}

/** Words to the customer that the server has not confirmed yet, and may still. */
const isAnswerUnderWay = (id: string): boolean =>
  outgoingOf(id).some(({ kind, state }) => kind === 'reply' && state !== 'failed');

interface ClaimNextProps {
  escalation: Escalation;
  onClaimed: (escalationId: string) => void;
}

function ClaimNext({ escalation, onClaimed }: ClaimNextProps) {
  const claim = useClaim(escalation, onClaimed);
  useCommands({ claimNext: !claim.isPending && claim.start }, escalation.id);
  return null;
}

function NobodyToClaim({ onTell }: { onTell: () => void }) {
  useCommands({ claimNext: onTell });
  return null;
}
