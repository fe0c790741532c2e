import { useState } from 'react';
import { Checkbox } from '@fluentui/react-components';
import type { Queue, WrapUpPart } from '../../../src/contract/api';
import { useWrapUp } from '../../desk/useDesk';
import { AskDialog } from '../../parts/AskDialog';
import { useNotice } from '../../parts/Notice';
import { settingsWords } from '../../words/settings/common';
import { wrapUpWords } from '../../words/settings/wrapUp';
import { useChangeQueue } from '../parts/useSettings';

/** What a queue asks for before one of its chats is resolved. */
export function BeforeResolving({ queue, onClose }: { queue: Queue; onClose: () => void }) {
  const { say } = useNotice();
  const lists = useWrapUp();
  const [asks, setAsks] = useState<readonly WrapUpPart[]>(queue.wrapUpRequires);
  const change = useChangeQueue(queue.id);
  const hasTags = (lists.data?.tags.length ?? 0) > 0;
  const boxes: [WrapUpPart, string][] = [
    ['outcome', wrapUpWords.outcome],
    ['tags', hasTags ? wrapUpWords.tag : wrapUpWords.tagNeedsList],
    ['summary', wrapUpWords.summary],
  ];
  const handleSave = () =>
    change.mutate(
      { wrapUpRequires: [...asks] },
      {
        onSuccess: () => {
          say('success', wrapUpWords.beforeSaved({ queue: queue.name }));
          onClose();
        },
      },
    );
  return (
    <AskDialog
      title={wrapUpWords.beforeTitle({ queue: queue.name })}
      confirm={settingsWords.save}
      busy={settingsWords.saving}
      testId="before-resolving-dialog"
      isPending={change.isPending}
      error={change.error}
      onConfirm={handleSave}
      onClose={onClose}
    >
      {wrapUpWords.beforeAbout}
      <div role="group" aria-label={wrapUpWords.before}>
        {boxes.map(([part, label]) => (
          <div key={part}>
            <Checkbox
              label={label}
              checked={asks.includes(part)}
              // What is asked for already can always be let go.
              disabled={part === 'tags' && !hasTags && !asks.includes(part)}
              onChange={(_, data) =>
                setAsks(data.checked === true ? [...asks, part] : asks.filter((one) => one !== part))
              }
              data-testid={`asks-${part}`}
            />
          </div>
        ))}
      </div>
    </AskDialog>
  );
}
