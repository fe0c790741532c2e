import { useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { Badge, mergeClasses, Spinner } from '@fluentui/react-components';
import { AttachRegular } from '@fluentui/react-icons';
import type { Agent, CannedReply, Escalation } from '../../../src/contract/api';
import { wordsOf } from '../../desk/apiError';
import { useAgents, useCannedReplies } from '../../desk/useDesk';
import { useYou } from '../../parts/you';
import { composerWords } from '../../words/composer';
import { found } from './found';
import { useSuggestionStyles } from './Suggestions.styles';
import type { Suggesting } from './useSuggesting';

const MOST = 50;

/** What keys do while something is looked for; false: they do what they always do. */
export type Keys = (key: string) => boolean;

interface SuggestionsProps {
  suggesting: Suggesting;
  escalation: Escalation;
  /** The list's id, and of the option that Enter takes. */
  id: string;
  keys: RefObject<Keys | null>;
  onActive: (optionId: string | null) => void;
  onReply: (reply: CannedReply) => void;
  onPerson: (person: Agent) => void;
  onClose: () => void;
}

interface Option {
  key: string;
  title: string;
  detail: string;
  mark?: string | undefined;
  files: number;
  choose: () => void;
}

/** Above the words: what fits what is being typed. The focus stays in the text. */
export function Suggestions(props: SuggestionsProps) {
  return props.suggesting.kind === 'replies' ? <Replies {...props} /> : <People {...props} />;
}

function Replies({ onReply, ...props }: SuggestionsProps) {
  const { data, error } = useCannedReplies();
  const { query } = props.suggesting;
  const options = useMemo(
    () =>
      found(data ?? [], query, ({ name, text }) => [name, text]).map((reply): Option => ({
        key: reply.id,
        title: reply.name,
        detail: reply.text,
        mark: reply.shared ? undefined : composerWords.canned.mine,
        files: reply.files.length,
        choose: () => onReply(reply),
      })),
    [data, query, onReply],
  );
  const none = data?.length === 0 ? composerWords.canned.none : composerWords.canned.noMatch;
  return <Options {...props} label={composerWords.canned.title} options={data && options} error={error} none={none} />;
}

function People({ onPerson, ...props }: SuggestionsProps) {
  const { data, error } = useAgents();
  const { me } = useYou();
  const { suggesting, escalation } = props;
  const { query } = suggesting;
  const queueId = escalation.queue.id;
  const options = useMemo(() => {
    const colleagues = (data ?? []).filter((agent) => agent.id !== me.id && agent.queueIds.includes(queueId));
    return found(colleagues, query, ({ name }) => [name]).map((agent): Option => ({
      key: agent.id,
      title: agent.name,
      detail: '',
      files: 0,
      choose: () => onPerson(agent),
    }));
  }, [data, query, me.id, queueId, onPerson]);
  const none = composerWords.mentions.noMatch;
  return (
    <Options {...props} label={composerWords.mentions.title} options={data && options} error={error} none={none} />
  );
}

type OptionsProps = Pick<SuggestionsProps, 'id' | 'suggesting' | 'keys' | 'onActive' | 'onClose'> & {
  label: string;
  /** Undefined while they are on their way. */
  options: Option[] | undefined;
  error: Error | null;
  none: string;
};

function Options({ id, suggesting, keys, onActive, onClose, label, options, error, none }: OptionsProps) {
  const styles = useSuggestionStyles();
  const list = useRef<HTMLUListElement>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = options?.slice(0, MOST) ?? [];
  const at = Math.max(
    0,
    shown.findIndex(({ key }) => key === chosen),
  );
  const active = shown[at];
  const activeId = active ? `${id}-${active.key}` : null;
  // Words behind the sign that fit nothing were meant as words.
  const isWords = options !== undefined && shown.length === 0 && /[ /]/.test(suggesting.query);

  useEffect(() => {
    if (isWords) onClose();
  }, [isWords, onClose]);
  useEffect(() => {
    onActive(activeId);
    if (activeId) document.getElementById(activeId)?.scrollIntoView?.({ block: 'nearest' });
  }, [activeId, onActive]);
  useEffect(() => {
    keys.current = (key) => {
      const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
      if (step !== 0 && shown.length > 0) setChosen(shown[(at + step + shown.length) % shown.length]?.key ?? null);
      else if (key === 'Escape') onClose();
      else if ((key === 'Enter' || key === 'Tab') && active) active.choose();
      // A query is no message: it is not sent by a key that found nothing.
      else return key === 'Enter' && suggesting.kind === 'replies';
      return true;
    };
    return () => {
      keys.current = null;
    };
  });

  if (isWords) return null;
  return (
    <div className={styles.panel} data-testid="suggestions">
      {error && <div className={styles.quiet}>{wordsOf(error)}</div>}
      {!error && !options && <Spinner size="tiny" className={styles.quiet} />}
      {options && shown.length === 0 && (
        <div className={styles.quiet} role="status">
          {none}
        </div>
      )}
      <ul ref={list} id={id} role="listbox" aria-label={label} className={styles.list}>
        {shown.map((option) => (
          <li
            key={option.key}
            id={`${id}-${option.key}`}
            role="option"
            aria-selected={option === active}
            className={mergeClasses(styles.option, option === active && styles.active)}
            // The focus stays in the text.
            onMouseDown={(event) => event.preventDefault()}
            onClick={option.choose}
            data-testid="suggestion"
          >
            <span className={styles.title}>
              <bdi>{option.title}</bdi>
              {option.mark && (
                <Badge appearance="outline" className={option === active ? styles.onActive : undefined}>
                  {option.mark}
                </Badge>
              )}
              {option.files > 0 && (
                <span className={mergeClasses(styles.files, option === active && styles.onActive)}>
                  <AttachRegular aria-hidden /> {composerWords.canned.files({ count: option.files })}
                </span>
              )}
            </span>
            {option.detail && (
              <span className={mergeClasses(styles.detail, option === active && styles.onActive)}>{option.detail}</span>
            )}
          </li>
        ))}
      </ul>
      {suggesting.kind === 'replies' && <div className={styles.hint}>{composerWords.canned.keys}</div>}
    </div>
  );
}
