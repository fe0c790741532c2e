import { useState } from 'react';
import { Field, Input, Radio, RadioGroup } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Agent, SetPresence } from '../../src/contract/api';
import { post } from '../desk/api';
import { keys } from '../desk/keys';
import { AskDialog } from '../parts/AskDialog';
import { useNotice } from '../parts/Notice';
import { presenceSetWords } from '../words/presenceSet';

interface SetPresenceDialogProps {
  agent: Agent;
  staysAvailableMinutes: number;
  onClose: () => void;
}

/** A manager says for somebody that they are available or away, and why. */
export function SetPresenceDialog({ agent, staysAvailableMinutes, onClose }: SetPresenceDialogProps) {
  const { say } = useNotice();
  const client = useQueryClient();
  const [presence, setPresence] = useState<SetPresence['presence']>(
    agent.presence === 'available' ? 'away' : 'available',
  );
  const [reason, setReason] = useState('');
  const set = useMutation({
    mutationFn: (body: SetPresence) => post<Agent>(`/agents/${encodeURIComponent(agent.id)}/presence`, body),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.now() }),
        client.invalidateQueries({ queryKey: keys.agents() }),
      ]),
  });
  return (
    <AskDialog
      title={presenceSetWords.title({ name: agent.name })}
      confirm={presenceSetWords.confirm}
      busy={presenceSetWords.busy}
      testId="set-presence-dialog"
      isPending={set.isPending}
      error={set.error}
      canConfirm={reason.trim() !== ''}
      onConfirm={() =>
        set.mutate(
          { presence, reason: reason.trim() },
          {
            onSuccess: () => {
              say('success', presenceSetWords.done({ name: agent.name }));
              onClose();
            },
          },
        )
      }
      onClose={onClose}
    >
      <Field label={presenceSetWords.presence}>
        <RadioGroup value={presence} onChange={(_, { value }) => setPresence(value === 'away' ? 'away' : 'available')}>
          <Radio value="available" label={presenceSetWords.available} data-testid="set-available" />
          <Radio value="away" label={presenceSetWords.away} data-testid="set-away" />
        </RadioGroup>
      </Field>
      <div>
        {presence === 'available'
          ? presenceSetWords.availableMeans({ minutes: staysAvailableMinutes })
          : presenceSetWords.awayMeans}
      </div>
      <Field label={presenceSetWords.reason} hint={presenceSetWords.reasonHint} required>
        <Input value={reason} maxLength={200} onChange={(_, { value }) => setReason(value)} data-testid="set-reason" />
      </Field>
    </AskDialog>
  );
}
