import { Suspense, useState } from 'react';
import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  mergeClasses,
} from '@fluentui/react-components';
import { ArrowReplyRegular, DeleteRegular, EditRegular, MoreHorizontalRegular } from '@fluentui/react-icons';
import type { Message } from '../../../src/contract/api';
import { lazily } from '../../parts/lazily';
import { useYou } from '../../parts/you';
import { useBesideStyles } from './Beside.styles';
import { REACTIONS, reactionGroups } from './reactions';
import { useMessageVerbs } from './useMessageVerbs';
import { transcriptWords } from '../../words/transcript';

/** Asked before something is deleted, never sooner. */
const AskDialog = lazily(() => import('../../parts/AskDialog').then(({ AskDialog }) => AskDialog));

interface MessageMenuProps {
  message: Message;
  escalationId: string;
  className: string;
  onQuote: (message: Message) => void;
  onEdit: (message: Message) => void;
}

/** Quote and react to a customer's message; edit and delete one's own. Only where something may be done. */
export function MessageMenu({ message, escalationId, className, onQuote, onEdit }: MessageMenuProps) {
  const styles = useBesideStyles();
  const { me } = useYou();
  const verbs = useMessageVerbs(escalationId);
  const [asksDelete, setAsksDelete] = useState(false);
  // A menu a message would be most of what a long transcript costs: it is made when it is wanted.
  const [isUsed, setUsed] = useState(false);
  const [isOpen, setOpen] = useState(true);
  const { author, seq, note } = message;
  const isMine = author.kind === 'agent' && author.id === me.id;
  const isCustomers = author.kind === 'customer';
  if (message.deletedAt || note || (!isMine && !isCustomers)) return null;
  const button = (
    <Button
      size="small"
      appearance="subtle"
      className={mergeClasses(styles.menu, className)}
      icon={<MoreHorizontalRegular />}
      aria-label={isMine ? transcriptWords.menu.mine : transcriptWords.menu.theirs({ author: author.name })}
      aria-haspopup="menu"
      onClick={() => setUsed(true)}
      data-testid="message-menu"
    />
  );
  if (!isUsed) return button;
  const mine = new Set(message.reactions.filter(({ by }) => by.id === me.id).map(({ type }) => type));
  const handleReact = (type: string) => {
    setOpen(false);
    verbs.mutate({ verb: 'react', seq, type, on: !mine.has(type) });
  };
  return (
    <>
      <Menu positioning="below-end" open={isOpen} onOpenChange={(_, { open }) => setOpen(open)}>
        <MenuTrigger disableButtonEnhancement>{button}</MenuTrigger>
        <MenuPopover>
          <MenuList>
            {isCustomers && (
              <div className={styles.emojis} role="group" aria-label={transcriptWords.menu.react}>
                {REACTIONS.map(({ type, sign }) => (
                  <Button
                    key={type}
                    size="small"
                    appearance="subtle"
                    className={mergeClasses(styles.emoji, mine.has(type) && styles.mine)}
                    role="menuitemcheckbox"
                    aria-checked={mine.has(type)}
                    aria-label={transcriptWords.reactions[type]}
                    title={transcriptWords.reactions[type]}
                    onClick={() => handleReact(type)}
                    data-testid={`react-${type}`}
                  >
                    {sign}
                  </Button>
                ))}
              </div>
            )}
            {isCustomers && <MenuDivider />}
            {isCustomers && (
              <MenuItem icon={<ArrowReplyRegular />} onClick={() => onQuote(message)} data-testid="quote-message">
                {transcriptWords.menu.quote}
              </MenuItem>
            )}
            {isMine && message.text !== '' && (
              <MenuItem icon={<EditRegular />} onClick={() => onEdit(message)} data-testid="edit-message">
                {transcriptWords.menu.edit}
              </MenuItem>
            )}
            {isMine && (
              <MenuItem icon={<DeleteRegular />} onClick={() => setAsksDelete(true)} data-testid="delete-message">
                {transcriptWords.menu.delete}
              </MenuItem>
            )}
          </MenuList>
        </MenuPopover>
      </Menu>
      {asksDelete && (
        <Suspense>
          <AskDialog
            title={transcriptWords.menu.deleteTitle}
            confirm={transcriptWords.menu.delete}
            busy={transcriptWords.menu.deleting}
            isPending={verbs.isPending}
            error={verbs.error}
            onConfirm={() => verbs.mutate({ verb: 'delete', seq }, { onSuccess: () => setAsksDelete(false) })}
            onClose={() => setAsksDelete(false)}
            testId="delete-dialog"
          >
            {transcriptWords.menu.deleteAbout}
          </AskDialog>
        </Suspense>
      )}
    </>
  );
}

/** Who reacted with what; one's own can be taken back. */
export function Reactions({ message, escalationId }: { message: Message; escalationId: string }) {
  const styles = useBesideStyles();
  const { me } = useYou();
  const verbs = useMessageVerbs(escalationId);
  if (message.reactions.length === 0) return null;
  return (
    <ul className={styles.reactions} aria-label={transcriptWords.reactions.title} data-testid="reactions">
      {reactionGroups(message.reactions, me.id).map(({ type, sign, count, words, mine }) => (
        <li key={type}>
          {mine ? (
            <Button
              size="small"
              className={mergeClasses(styles.reaction, styles.mine)}
              title={words}
              aria-label={words}
              aria-pressed
              onClick={() => verbs.mutate({ verb: 'react', seq: message.seq, type, on: false })}
            >
              {sign} {count > 1 && count}
            </Button>
          ) : (
            <span className={mergeClasses(styles.reaction, styles.theirs)} title={words} role="img" aria-label={words}>
              {sign} {count > 1 && count}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
