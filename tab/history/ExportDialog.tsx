import { useEffect, useRef, useState } from 'react';
import { Field, MessageBar, MessageBarBody, ProgressBar, Radio, RadioGroup, Text } from '@fluentui/react-components';
import type { ListFilter } from '../desk/keys';
import { saveAs } from '../desk/saveAs';
import { AskDialog } from '../parts/AskDialog';
import { useNotice } from '../parts/Notice';
import { exportWords } from '../words/exports';
import { BrokenOff, type Form, receive, type Received } from './receive';

const FORMS: readonly Form[] = ['comma', 'semicolon', 'jsonl'];
/** The spreadsheet speaks as the browser does: where 1.5 is written 1,5, it expects semicolons. */
const usualForm = (): Form => ((1.5).toLocaleString().includes(',') ? 'semicolon' : 'comma');
const PROGRESS_MS = 200;
/** Below the line of headings. */
const MOST_IN_SHEET = 1_048_575;

interface ExportDialogProps {
  filter: ListFilter;
  isFiltered: boolean;
  onClose: () => void;
}

/** What the history shows, as a file. Closing it breaks the export off. */
export function ExportDialog({ filter, isFiltered, onClose }: ExportDialogProps) {
  const { say } = useNotice();
  const [form, setForm] = useState(usualForm);
  const [received, setReceived] = useState<Received | null>(null);
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const under = useRef<AbortController | null>(null);
  useEffect(() => () => under.current?.abort(), []);

  const begin = async () => {
    const stop = new AbortController();
    under.current = stop;
    setError(null);
    setReceived(null);
    setPending(true);
    let toldAt = 0;
    const onProgress = (now: Received) => {
      if (Date.now() - toldAt < PROGRESS_MS) return;
      toldAt = Date.now();
      setReceived(now);
    };
    try {
      const { name, content, rows, unsearched } = await receive(form, filter, { signal: stop.signal, onProgress });
      saveAs(name, content);
      const done = exportWords.done({ file: name, rows });
      const isTooMany = form !== 'jsonl' && rows > MOST_IN_SHEET;
      const but = [
        ...(unsearched ? [exportWords.unsearched[unsearched]] : []),
        ...(isTooMany ? [exportWords.tooMany({ rows, shown: MOST_IN_SHEET })] : []),
      ];
      say(but.length > 0 ? 'warning' : 'success', [done, ...but].join(' '));
      onClose();
    } catch (reason) {
      if (stop.signal.aborted) return;
      setError(reason);
      setPending(false);
    }
  };

  const broken = error instanceof BrokenOff ? error : null;
  return (
    <AskDialog
      title={exportWords.title}
      confirm={exportWords.begin}
      busy={exportWords.busy}
      isPending={isPending}
      error={broken ? null : error}
      breaksOff
      onConfirm={() => void begin()}
      onClose={onClose}
      testId="export-dialog"
    >
      <Text>{exportWords.what({ isFiltered })}</Text>
      <Field label={exportWords.form}>
        <RadioGroup value={form} disabled={isPending} onChange={(_, { value }) => setForm(value as Form)}>
          {FORMS.map((one) => (
            <Radio key={one} value={one} label={exportWords.forms[one]} data-testid={`export-${one}`} />
          ))}
        </RadioGroup>
      </Field>
      <Text size={200}>
        {form !== 'jsonl' && exportWords.fits} {exportWords.audited}
      </Text>
      {isPending && <Progress received={received} />}
      {broken && (
        <MessageBar intent="error" layout="multiline" data-testid="export-broken">
          <MessageBarBody>{exportWords.broken({ rows: broken.rows })}</MessageBarBody>
        </MessageBar>
      )}
    </AskDialog>
  );
}

function Progress({ received }: { received: Received | null }) {
  const words = received ? exportWords.rows(received) : exportWords.preparing;
  const { total = null, done = 0 } = received ?? {};
  return (
    <Field validationMessage={words} validationState="none">
      <ProgressBar
        aria-label={exportWords.progress}
        aria-valuetext={words}
        {...(total !== null && total > 0 && { value: Math.min(1, done / total) })}
        data-testid="export-progress"
      />
    </Field>
  );
}
