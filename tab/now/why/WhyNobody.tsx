import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  MessageBar,
  MessageBarBody,
  mergeClasses,
  PresenceBadge,
} from '@fluentui/react-components';
import type { Candidate, Candidates, Escalation } from '../../../src/contract/api';
import { wordsOf } from '../../desk/apiError';
import { useVerb } from '../../desk/useVerbs';
import { useNotice } from '../../parts/Notice';
import { Failed, LoadingRows } from '../../parts/StatePanels';
import { useClock } from '../../parts/useClock';
import { useGivesFocusBack } from '../../parts/useGivesFocusBack';
import { useLocale } from '../../parts/you';
import { whyWords } from '../../words/why';
import { obstacleWords } from '../../parts/obstacles';
import { hintsFor, mayGet, summaryOf } from './explained';
import { useCandidates } from './useCandidates';
import { useWhyStyles } from './Why.styles';

interface WhyNobodyProps {
  escalation: Escalation;
  onTransfer: () => void;
  onClose: () => void;
}

/** What keeps a chat that waits from each who could take it, and what a manager can do about it. */
export function WhyNobody({ escalation, onTransfer, onClose }: WhyNobodyProps) {
  const styles = useWhyStyles();
  const surface = useGivesFocusBack();
  const { data, error, refetch } = useCandidates(escalation.id);
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface ref={surface} className={styles.surface} data-testid="why-dialog">
        <DialogBody>
          <DialogTitle>{whyWords.title({ customer: escalation.customer.name })}</DialogTitle>
          <DialogContent className={styles.content}>
            {!data && !error && <LoadingRows count={3} label={whyWords.loading} />}
            {!data && error && <Failed quiet what={whyWords.failed} error={error} onRetry={() => void refetch()} />}
            {data && <Explained why={data} escalation={escalation} onDone={onClose} />}
          </DialogContent>
          <DialogActions>
            {escalation.can.transfer && data?.status === 'waiting' && (
              <Button onClick={onTransfer} data-testid="why-transfer">
                {whyWords.transfer}
              </Button>
            )}
            <Button appearance="primary" onClick={onClose} data-testid="why-close">
              {whyWords.close}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

interface ExplainedProps {
  why: Candidates;
  escalation: Escalation;
  onDone: () => void;
}

function Explained({ why, escalation, onDone }: ExplainedProps) {
  const styles = useWhyStyles();
  const now = useClock();
  const locale = useLocale();
  const { say } = useNotice();
  const verb = useVerb(escalation.id);
  const mayAssign = why.status === 'waiting' && escalation.can.transfer;
  const handleAssign = ({ id, name }: Candidate) =>
    verb.mutate(
      { verb: 'transfer', body: { agentId: id } },
      {
        onSuccess: () => {
          say('success', whyWords.assigned({ name }));
          onDone();
        },
      },
    );
  const list = (title: string, people: Candidate[]) =>
    people.length > 0 && (
      <section aria-label={title}>
        <h3 className={styles.heading}>{title}</h3>
        <ul className={styles.list}>
          {people.map((one) => (
            <li key={one.id} className={styles.person} data-testid="candidate" data-agent={one.id}>
              <PresenceBadge status={one.presence} aria-hidden />
              <div className={styles.about}>
                <bdi className={styles.name}>{one.name}</bdi>
                <Reasons one={one} isAsked={why.offer?.to.id === one.id} now={now} locale={locale} />
              </div>
              {mayAssign && mayGet(one) && (
                <Button
                  size="small"
                  disabledFocusable={verb.isPending}
                  aria-label={whyWords.assignTo({ name: one.name })}
                  onClick={() => handleAssign(one)}
                  data-testid="candidate-assign"
                >
                  {whyWords.assign}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </section>
    );
  const hints = hintsFor(why);
  return (
    <>
      <div className={styles.summary} role="status" data-testid="why-summary">
        {summaryOf(why, { now, locale }).map((words) => (
          <p key={words}>{words}</p>
        ))}
      </div>
      {verb.error && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{wordsOf(verb.error)}</MessageBarBody>
        </MessageBar>
      )}
      {list(
        whyWords.people,
        why.candidates.filter(({ isOfTeam }) => isOfTeam),
      )}
      {list(
        whyWords.others,
        why.candidates.filter(({ isOfTeam }) => !isOfTeam),
      )}
      {hints.length > 0 && (
        <section aria-label={whyWords.whatToDo}>
          <h3 className={styles.heading}>{whyWords.whatToDo}</h3>
          <ul className={styles.hints}>
            {hints.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

interface ReasonsProps {
  one: Candidate;
  isAsked: boolean;
  now: number;
  locale: string;
}

function Reasons({ one, isAsked, now, locale }: ReasonsProps) {
  const styles = useWhyStyles();
  const { obstacles, load } = one;
  const isFree = obstacles.length === 0 || isAsked;
  const words = isAsked
    ? [whyWords.isOffered]
    : isFree
      ? [whyWords.free]
      : obstacles.map((obstacle) => obstacleWords(obstacle, { now, locale }));
  const counted = isFree || !obstacles.some(({ kind }) => kind === 'full');
  return (
    <div className={mergeClasses(styles.reasons, isFree && styles.free)} data-testid="reasons">
      {[...words, ...(counted && load > 0 ? [whyWords.load({ open: load })] : [])].join(' · ')}
    </div>
  );
}
