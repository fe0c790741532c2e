import { useState } from 'react';
import type { WrapUpLists } from '../../../src/contract/api';
import { ApiError } from '../../desk/apiError';
import { AskDialog } from '../../parts/AskDialog';
import { useNotice } from '../../parts/Notice';
import { settingsWords } from '../../words/settings/common';
import { wrapUpWords } from '../../words/settings/wrapUp';
import { Behind } from '../parts/Behind';
import { ChoiceRows } from './ChoiceRows';
import { draftsOf, emptyRow, isSame, MOST, repeated, rowsOf } from './choiceDrafts';
import { useSaveWrapUp } from './useSaveWrapUp';

/** Both lists on one page; saved whole, unless somebody was faster. */
export function WrapUpDialog({ lists, onClose }: { lists: WrapUpLists; onClose: () => void }) {
  const { say } = useNotice();
  const [base, setBase] = useState(lists);
  // An empty line to begin with, where there is nothing yet.
  const [outcomes, setOutcomes] = useState(() => (lists.version === 0 ? [emptyRow()] : rowsOf(lists.outcomes)));
  const [tags, setTags] = useState(() => rowsOf(lists.tags));
  const save = useSaveWrapUp();

  const isChanged = !isSame(outcomes, base.outcomes) || !isSame(tags, base.tags);
  const isBehind = lists.version !== base.version;
  const isWrong = repeated(outcomes).size > 0 || repeated(tags).size > 0;
  const handleSave = () =>
    save.mutate(
      { version: base.version, outcomes: draftsOf(outcomes), tags: draftsOf(tags) },
      {
        onSuccess: () => {
          say('success', wrapUpWords.saved);
          onClose();
        },
      },
    );
  const handleTheirs = () => {
    save.reset();
    setBase(lists);
    setOutcomes(rowsOf(lists.outcomes));
    setTags(rowsOf(lists.tags));
  };
  const handleMine = () => {
    save.reset();
    setBase(lists);
  };
  return (
    <AskDialog
      title={wrapUpWords.title}
      confirm={settingsWords.save}
      busy={settingsWords.saving}
      testId="wrap-up-dialog"
      isPending={save.isPending}
      error={isBehind && save.error instanceof ApiError && save.error.code === 'changed_meanwhile' ? null : save.error}
      canConfirm={isChanged && !isWrong && !isBehind}
      stays={isChanged}
      onConfirm={handleSave}
      onClose={onClose}
    >
      {isBehind && (
        <Behind onTheirs={handleTheirs} onMine={handleMine} testId="wrap-up-behind">
          {wrapUpWords.behind({ name: lists.changedBy?.name ?? wrapUpWords.somebody })}
        </Behind>
      )}
      <ChoiceRows
        title={wrapUpWords.outcomes}
        hint={wrapUpWords.outcomesHint}
        add={wrapUpWords.addOutcome}
        labelOf={wrapUpWords.outcomeNumbered}
        most={MOST.outcomes}
        rows={outcomes}
        onChange={setOutcomes}
        testId="outcomes"
      />
      <ChoiceRows
        title={wrapUpWords.tags}
        hint={wrapUpWords.tagsHint}
        add={wrapUpWords.addTag}
        labelOf={wrapUpWords.tagNumbered}
        most={MOST.tags}
        rows={tags}
        onChange={setTags}
        testId="tags"
      />
    </AskDialog>
  );
}
