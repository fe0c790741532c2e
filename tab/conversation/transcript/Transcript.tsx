import { type Ref, useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Escalation, EscalationEvent, Message } from '../../../src/contract/api';
import { eventsOf } from '../../desk/events';
import { Failed, LoadingRows } from '../../parts/StatePanels';
import { transcriptWords } from '../../words/transcript';
import type { Outgoing } from '../messages/outgoing';
import type { Sending } from '../messages/sending';
import { Erased } from './Erased';
import { Log, type TranscriptTools } from './Log';
import { OutgoingLine } from './OutgoingLine';
import { useTranscriptStyles } from './Transcript.styles';
import { useTranscript } from './useTranscript';

export interface TranscriptProps {
  escalation: Escalation;
  outgoing: Outgoing[];
  sending: Pick<Sending, 'retry' | 'discard' | 'settle'>;
  onTakeBack: (item: Outgoing) => void;
  onQuote: (message: Message) => void;
  onEdit: (message: Message) => void;
  tools: Ref<TranscriptTools>;
}

/** Both come at once as a rule: nothing moves then. */
const TOGETHER_MS = 150;
const NONE: readonly EscalationEvent[] = [];

/** Everything said, the bot's part and the people's part, the newest at the bottom. */
export function Transcript(props: TranscriptProps) {
  const styles = useTranscriptStyles();
  const { data, error, refetch } = useTranscript(props.escalation.id);
  const events = useQuery(eventsOf(props.escalation.id));
  const isAlone = useAlone(data !== undefined);
  const { id, erased } = props.escalation;
  if (erased) return <Erased id={id} erased={erased} />;
  if (data && (isAlone || !events.isPending || events.fetchStatus === 'paused'))
    return <Log {...props} transcript={data} events={events.data ?? NONE} />;
  const { outgoing, sending, onTakeBack } = props;
  return (
    <>
      {error ? (
        <Failed fill what={transcriptWords.failed} error={error} onRetry={() => void refetch()} />
      ) : (
        <LoadingRows fill count={6} label={transcriptWords.loading} />
      )}
      {/* What one writes meanwhile is in view, whether or not it can be sent. */}
      {outgoing.length > 0 && (
        <ol className={styles.meanwhile} aria-label={transcriptWords.title} tabIndex={0}>
          {outgoing.map((item) => (
            <OutgoingLine key={item.clientMessageId} item={item} sending={sending} onTakeBack={onTakeBack} />
          ))}
        </ol>
      )}
    </>
  );
}

/** Whether the words are shown without what happened among them: it comes when it comes. */
function useAlone(isThere: boolean): boolean {
  const [isAlone, setAlone] = useState(false);
  useEffect(() => {
    if (!isThere) return;
    const timer = setTimeout(() => setAlone(true), TOGETHER_MS);
    return () => clearTimeout(timer);
  }, [isThere]);
  return isAlone;
}
