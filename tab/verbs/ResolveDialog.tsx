import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Checkbox, Field, Select, Textarea, makeStyles, mergeClasses, tokens, useId } from '@fluentui/react-components';
import type { Choice, Escalation, WrapUpPart } from '../../src/contract/api';
import { useQueues, useWrapUp } from '../desk/useDesk';
import { useVerb } from '../desk/useVerbs';
import { AskDialog } from '../parts/AskDialog';
import { commonWords } from '../words/common';
import { verbWords } from '../words/verbs';
import { useGiveUp } from './useGiveUp';

/** As the server counts; see LIMITS in the contract. */
const MAX_CHARACTERS = 2_000;

const words = verbWords.resolve;

/** Said to the screen reader; the browser's own bubble would keep the words below the field from being shown. */
const needed = (isNeeded: boolean) => ({ required: false, 'aria-required': isNeeded });

/** Ends a chat with what its queue asks for: an outcome, tags, a summary. The server has the last word on it. */
export function ResolveDialog({ escalation, onClose }: { escalation: Escalation; onClose: () => void }) {
  const lists = useWrapUp();
  const queues = useQueues();
  const [outcomeId, setOutcomeId] = useState('');
  const [outcomeWords, setOutcomeWords] = useState('');
  const [wanted, setTags] = useState<ReadonlySet<string>>(new Set());
  const [summary, setSummary] = useState('');
  const [isTried, setTried] = useState(false);
  const fields = useRef<HTMLDivElement>(null);
  const verb = useVerb(escalation.id);
  const close = useGiveUp(escalation.id, verb, onClose);

  const { outcomes = [], tags: known = [] } = lists.data ?? {};
  const chooses = outcomes.length > 0;
  // What was chosen may have been removed from the lists since: it counts no more, and that is said.
  const isOutcomeGone = chooses && outcomeId !== '' && !outcomes.some(({ id }) => id === outcomeId);
  const outcome = chooses ? (isOutcomeGone ? '' : outcomeId) : outcomeWords;
  const tags = new Set(known.map(({ id }) => id).filter((id) => wanted.has(id)));
  const isTagGone = lists.data !== undefined && tags.size < wanted.size;
  const requires = queues.data?.find(({ id }) => id === escalation.queue.id)?.wrapUpRequires ?? [];
  const asks = (part: WrapUpPart) => requires.includes(part) && (part !== 'tags' || known.length > 0);
  const said = { outcome: outcome.trim() !== '', tags: tags.size > 0, summary: summary.trim() !== '' };
  const missing = (['outcome', 'tags', 'summary'] as const).filter((part) => asks(part) && !said[part]);
  const complaint = (part: WrapUpPart, complaints: string) =>
    isTried && missing.includes(part) ? complaints : undefined;

  const handleConfirm = () => {
    setTried(true);
    const [first] = missing;
    if (first) return fields.current?.querySelector<HTMLElement>(`[data-part="${first}"]`)?.focus();
    const body = {
      outcome: outcome.trim() || undefined,
      tags: tags.size > 0 ? [...tags] : undefined,
      summary: summary.trim() || undefined,
    };
    // What is refused may be a choice that is gone, or something that is asked for now.
    const onError = () => {
      void lists.refetch();
      void queues.refetch();
    };
    verb.mutate({ verb: 'resolve', body }, { onSuccess: onClose, onError });
  };
  const isLoading = lists.isPending || queues.isPending;
  useEffect(() => {
    // Disabled until the lists are there, the first field could not take the focus when the dialog opened.
    const first = fields.current?.querySelector<HTMLElement>('[data-part]');
    const isElsewhere = !fields.current?.contains(document.activeElement);
    if (!isLoading && isElsewhere) first?.focus();
  }, [isLoading]);
  return (
    <AskDialog
      title={words.title}
      confirm={words.confirm}
      busy={words.busy}
      testId="resolve-dialog"
      isPending={verb.isPending}
      error={verb.error ?? lists.error ?? queues.error}
      canConfirm={!isLoading}
      onConfirm={handleConfirm}
      onClose={close}
      breaksOff
    >
      {words.about}
      <Fields of={fields}>
        {chooses ? (
          <Field
            label={words.outcome}
            required={asks('outcome')}
            hint={asks('outcome') ? words.outcomeSeen : words.outcomeHint}
            {...(isOutcomeGone
              ? { validationMessage: words.outcomeGone, validationState: asks('outcome') ? 'error' : 'warning' }
              : { validationMessage: complaint('outcome', words.chooseOutcome) })}
          >
            <Select
              value={outcome}
              onChange={(_, data) => setOutcomeId(data.value)}
              {...needed(asks('outcome'))}
              data-part="outcome"
              data-testid="outcome"
            >
              <option value="">{asks('outcome') ? words.choose : words.noOutcome}</option>
              {outcomes.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
        ) : (
          <Field
            label={words.outcome}
            required={asks('outcome')}
            hint={isLoading ? commonWords.loadingSoon : asks('outcome') ? words.outcomeSeen : words.outcomeHint}
            validationMessage={complaint('outcome', words.writeOutcome)}
          >
            <Textarea
              value={outcome}
              rows={3}
              maxLength={MAX_CHARACTERS}
              disabled={isLoading}
              onChange={(_, data) => setOutcomeWords(data.value)}
              {...needed(asks('outcome'))}
              data-part="outcome"
              data-testid="outcome"
            />
          </Field>
        )}
        {known.length > 0 && (
          <Tags
            known={known}
            chosen={tags}
            isRequired={asks('tags')}
            mistake={isTagGone ? words.tagGone : complaint('tags', words.chooseTag)}
            onChange={setTags}
          />
        )}
        {/* Beside an outcome in one's own words a summary says the same again. */}
        {(chooses || known.length > 0 || asks('summary')) && (
          <Field
            label={words.summary}
            required={asks('summary')}
            hint={asks('summary') ? words.summarySeen : words.summaryHint}
            validationMessage={complaint('summary', words.writeSummary)}
          >
            <Textarea
              value={summary}
              rows={3}
              maxLength={MAX_CHARACTERS}
              onChange={(_, data) => setSummary(data.value)}
              {...needed(asks('summary'))}
              data-part="summary"
              data-testid="summary"
            />
          </Field>
        )}
      </Fields>
    </AskDialog>
  );
}

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  set: { border: 'none', margin: 0, padding: 0, minWidth: 0 },
  legend: { padding: 0, lineHeight: tokens.lineHeightBase300 },
  hint: { fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  mistake: { color: tokens.colorPaletteRedForeground1 },
  tags: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalS,
    maxHeight: '168px',
    overflowY: 'auto',
    overflowWrap: 'anywhere',
  },
});

function Fields({ of, children }: { of: React.RefObject<HTMLDivElement | null>; children: ReactNode }) {
  const styles = useStyles();
  return (
    <div ref={of} className={styles.fields}>
      {children}
    </div>
  );
}

interface TagsProps {
  known: readonly Choice[];
  chosen: ReadonlySet<string>;
  isRequired: boolean;
  mistake: string | undefined;
  onChange: (chosen: ReadonlySet<string>) => void;
}

function Tags({ known, chosen, isRequired, mistake, onChange }: TagsProps) {
  const styles = useStyles();
  const mistakeId = useId('tags');
  const handleChange = (id: string, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    onChange(next);
  };
  // No Field around several boxes: it names and marks a single control.
  return (
    <fieldset className={styles.set} aria-describedby={mistake && mistakeId}>
      <legend className={styles.legend}>
        {words.tags}
        {isRequired && (
          <span className={styles.mistake} aria-hidden>
            {' *'}
          </span>
        )}
      </legend>
      <div className={styles.tags} data-testid="tags">
        {known.map(({ id, name }, at) => (
          <Checkbox
            key={id}
            label={name}
            checked={chosen.has(id)}
            onChange={(_, data) => handleChange(id, data.checked === true)}
            {...(at === 0 && { 'data-part': 'tags' })}
          />
        ))}
      </div>
      {mistake && (
        <div id={mistakeId} role="alert" className={mergeClasses(styles.hint, styles.mistake)}>
          {mistake}
        </div>
      )}
    </fieldset>
  );
}
