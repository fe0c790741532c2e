import { Suspense, useState } from 'react';
import { Button } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons';
import type { ListFilter } from '../desk/keys';
import { lazily } from '../parts/lazily';
import { historyWords } from '../words/history';

const ExportDialog = lazily(() => import('./ExportDialog').then(({ ExportDialog }) => ExportDialog));

export function ExportButton({ filter, isFiltered }: { filter: ListFilter; isFiltered: boolean }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        appearance="subtle"
        icon={<ArrowDownloadRegular />}
        onClick={() => setOpen(true)}
        data-testid="export"
      >
        {historyWords.export}
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <ExportDialog filter={filter} isFiltered={isFiltered} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
