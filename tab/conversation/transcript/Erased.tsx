import { useEffect } from 'react';
import { EraserRegular } from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import type { Escalation } from '../../../src/contract/api';
import { keys } from '../../desk/keys';
import { useAnnounce } from '../../parts/Announcer';
import { StatePanel } from '../../parts/StatePanels';
import { useClock } from '../../parts/useClock';
import { useLocale } from '../../parts/you';
import { erasedWords } from '../../words/erased';
import { whenWords } from '../../words/times';
import { clearWriting } from '../composer/writing';

interface ErasedProps {
  id: string;
  erased: NonNullable<Escalation['erased']>;
}

/** Where words were: who had them erased, and what is left. */
export function Erased({ id, erased }: ErasedProps) {
  const client = useQueryClient();
  const announce = useAnnounce();
  const [now, locale] = [useClock(), useLocale()];
  const when = whenWords(erased.at, now, locale);
  useEffect(() => {
    // Nor does this tab keep them; what was read out last was one of them.
    announce(erasedWords.title);
    client.removeQueries({ queryKey: keys.transcript(id) });
    for (const kind of ['reply', 'note'] as const) clearWriting(id, kind);
  }, [client, id, announce]);
  return (
    <StatePanel fill title={erasedWords.title} picture={<EraserRegular />} testId="erased">
      <p>
        {erased.by.id === null ? erasedWords.byTime({ when }) : erasedWords.byManager({ name: erased.by.name, when })}
      </p>
      <p>{erasedWords.left}</p>
    </StatePanel>
  );
}
