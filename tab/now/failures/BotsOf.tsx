import type { Failure, FailuresAnswer } from '../../../src/contract/api';
import { failureWords, ofChatsWords, shareTrendWords } from '../../words/failures';
import { useFailureStyles } from './Failures.styles';
import { Opens, type OpensProps } from './Opens';

interface BotsOfProps extends OpensProps {
  bots: Failure['bots'];
  /** What is known of their chats; null: not for whoever reads this. */
  known: FailuresAnswer['bots'];
}

/** Which bots could not help with it, how often, and of how many of their chats. */
export function BotsOf({ bots, known, name, shows, onHistory }: BotsOfProps) {
  const styles = useFailureStyles();
  const sources = known && new Map(known.map(({ id, source }) => [id, source]));
  const share = ({ id, ofChats }: Failure['bots'][number]) => {
    if (ofChats === null) return <Part>{whyUnknown(sources?.get(id))}</Part>;
    return (
      <>
        <Part>
          <Opens
            name={name}
            words={ofChatsWords(ofChats.share)}
            title={failureWords.ofChatsMeaning(ofChats)}
            shows={{ ...shows, connection: id, figure: 'escalated' }}
            onHistory={onHistory}
          />
        </Part>
        <Part>{shareTrendWords(ofChats)}</Part>
      </>
    );
  };
  return (
    <div>
      <dt>{failureWords.bots}</dt>
      {bots.map((bot) => (
        <dd key={bot.id} className={styles.bot} data-testid="failure-bot">
          <Opens
            name={name}
            words={failureWords.counted(bot)}
            shows={{ ...shows, connection: bot.id }}
            onHistory={onHistory}
          />
          {sources && share(bot)}
        </dd>
      ))}
    </div>
  );
}

function Part({ children }: { children: React.ReactNode }) {
  return (
    <span>
      <span aria-hidden>· </span>
      {children}
    </span>
  );
}

function whyUnknown(source: NonNullable<FailuresAnswer['bots']>[number]['source'] | undefined): string {
  return source === 'notReported' || source === 'notCounted' ? failureWords.chats[source] : failureWords.chats.none;
}
