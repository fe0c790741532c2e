import { useState } from 'react';
import { Field, MessageBar, MessageBarBody, Text, Textarea } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CustomerErasure, CustomerWords, ErasedCustomer, Escalation } from '../../src/contract/api';
import { get, post } from '../desk/api';
import { keys } from '../desk/keys';
import { AskDialog } from '../parts/AskDialog';
import { Failed } from '../parts/StatePanels';
import { useNotice } from '../parts/Notice';
import { useLocale } from '../parts/you';
import { erasureWords as words } from '../words/erasure';

/** As the server counts; see LIMITS in the contract. */
const MAX_CHARACTERS = 500;

interface EraseDialogProps {
  escalation: Pick<Escalation, 'id' | 'customer'>;
  onClose: () => void;
}

/** All there is of a customer, for good. It says what will go before anybody can press. */
export function EraseDialog({ escalation: { id, customer }, onClose }: EraseDialogProps) {
  const path = `/escalations/${encodeURIComponent(id)}/customer`;
  const { say } = useNotice();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const kept = useQuery({
    queryKey: keys.customerWords(id),
    queryFn: ({ signal }) => get<CustomerWords>(path, { signal }),
    gcTime: 0,
  });
  const erase = useMutation({
    mutationFn: (body: CustomerErasure) => post<ErasedCustomer>(`${path}/erase`, body),
    onSuccess: ({ reference }) => {
      // The reference is to be noted down.
      say('success', words.done({ reference }), true);
      onClose();
    },
    // What else is shown of them is shown anew.
    onSettled: () => client.invalidateQueries(),
  });
  const isFree = kept.data !== undefined && kept.data.open.length === 0;
  return (
    <AskDialog
      title={words.ask({ name: customer.name })}
      confirm={words.confirm}
      busy={words.busy}
      isPending={erase.isPending}
      error={erase.error}
      canConfirm={isFree && reason.trim() !== ''}
      isFinal
      onConfirm={() => erase.mutate({ reason: reason.trim() })}
      onClose={onClose}
      testId="erase-dialog"
    >
      {kept.error ? (
        <Failed quiet what={words.countFailed} error={kept.error} onRetry={() => void kept.refetch()} />
      ) : (
        <What of={kept.data} />
      )}
      <Field label={words.reason} hint={words.reasonHint} required>
        <Textarea
          value={reason}
          rows={2}
          maxLength={MAX_CHARACTERS}
          onChange={(_, data) => setReason(data.value)}
          data-testid="erase-reason"
        />
      </Field>
    </AskDialog>
  );
}

function What({ of }: { of: CustomerWords | undefined }) {
  const locale = useLocale();
  if (!of) return <Text>{words.counting}</Text>;
  const since = of.since && new Date(of.since).toLocaleDateString(locale, { dateStyle: 'long' });
  return (
    <>
      {of.open.length > 0 && (
        <MessageBar intent="warning" layout="multiline" data-testid="erase-open">
          <MessageBarBody>{words.endsFirst({ numbers: of.open })}</MessageBarBody>
        </MessageBar>
      )}
      <div data-testid="erase-what">
        <Text>{words.what({ since })}</Text>
        <ul style={{ margin: 0 }}>
          {words.listOf(of).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
      <Text>{words.also}</Text>
      <Text size={200}>{words.notHere}</Text>
    </>
  );
}
