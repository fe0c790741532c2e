import { Suspense, useRef, useState } from 'react';
import type { Escalation } from '../../../src/contract/api';
import { outgoingOf } from '../../conversation/messages/sending';
import { useEscalations } from '../../desk/useEscalations';
import { useCommands } from '../../keyboard/commands';
import { isField } from '../../keyboard/fields';
import { goToPane } from '../../keyboard/panes';
import { useKeyboard } from '../../keyboard/useKeyboard';
import { useNotice } from '../../parts/Notice';
import { lazily } from '../../parts/lazily';
import { useYou } from '../../parts/you';
import { keyboardWords } from '../../words/keyboard';
import { orderMine } from '../../work/order';
import { useClaim } from '../../work/useClaim';
import { useMine } from '../../work/useMine';
import { WAITING } from '../../work/Work';
import { type Answered, longestWaiting, neighbour } from './nextChat';

const Dialogs = {
  shortcuts: lazily(() => import('../../keyboard/ShortcutsDialog').then(({ ShortcutsDialog }) => ShortcutsDialog)),
};

interface KeyboardProps {
  openId: string | null;
  offers: Escalation[];
  onOpen: (escalationId: string, compose?: boolean) => void;
}

/** Listens to the keys, and offers what belongs to no chat. It comes after the first screen. */
export function Keyboard({ openId, offers, onOpen }: KeyboardProps) {
  const { me } = useYou();
  const { say } = useNotice();
  const [dialog, setDialog] = useState<'shortcuts' | null>(null);
  const mine = orderMine(useMine().items);
  const waiting = useEscalations(WAITING).items;
  const answered = useRef(new Map<string, Answered>());
  useKeyboard(me.id);

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
    nextChat: () => goBy(1),
    previousChat: () => goBy(-1),
    nextUnanswered: goToUnanswered,
    nextPane: () => goToPane(1),
    previousPane: () => goToPane(-1),
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
  const Shown = dialog && Dialogs[dialog];
  return (
    <>
      {next ? (
        <ClaimNext key={next.id} escalation={next} onClaimed={handleClaimed} />
      ) : (
        <NobodyToClaim onTell={() => tell(keyboardWords.nobodyToClaim)} />
      )}
      <Suspense>{Shown && <Shown personId={me.id} onClose={() => setDialog(null)} />}</Suspense>
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
