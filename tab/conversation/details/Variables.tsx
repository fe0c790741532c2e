import { useState } from 'react';
import { Button, mergeClasses } from '@fluentui/react-components';
import { CheckmarkRegular, CopyRegular, PinFilled, PinRegular } from '@fluentui/react-icons';
import type { EscalationVariable as Variable } from '../../../src/contract/api';
import { pinnedNames, setPinned } from '../../desk/pins';
import { useYou } from '../../parts/you';
import { detailsWords } from '../../words/details';
import { asText, breakable, capturedOf } from './capturedValue';
import { useDetailsStyles } from './Details.styles';
import { Value } from './Value';

const LONG = 200;
const SHOWN = 30;

/** The captured values, pinned ones first, what is for machines apart; long ones fold, each can be copied. */
export function Variables({ items, connectionId }: { items: Variable[]; connectionId: string }) {
  const styles = useDetailsStyles();
  const { me } = useYou();
  const [pinned, setPinnedNames] = useState(() => pinnedNames(me.id, connectionId));
  if (items.length === 0) return <span className={styles.when}>{detailsWords.nothingCaptured}</span>;
  const isPinned = ({ name }: Variable) => pinned.includes(name);
  const others = items.filter((item) => !isPinned(item));
  const readable = others.filter((item) => !item.technical);
  const technical = others.filter((item) => item.technical);
  const several = {
    isPinned,
    onPin: (name: string, on: boolean) => setPinnedNames(setPinned(me.id, connectionId, name, on)),
  };
  return (
    <>
      <Several {...several} items={[...items.filter(isPinned), ...readable]} testId="variables" />
      {technical.length > 0 && (
        <details data-testid="technical-variables">
          <summary className={styles.technical}>{detailsWords.technical({ count: technical.length })}</summary>
          <Several {...several} items={technical} />
        </details>
      )}
    </>
  );
}

interface SeveralProps {
  items: Variable[];
  isPinned: (variable: Variable) => boolean;
  onPin: (name: string, on: boolean) => void;
  testId?: string;
}

function Several({ items, isPinned, onPin, testId }: SeveralProps) {
  const styles = useDetailsStyles();
  const [all, setAll] = useState(false);
  const shown = all ? items : items.slice(0, SHOWN);
  return (
    <>
      <dl className={styles.captured} data-testid={testId}>
        {shown.map((variable, index) => (
          <One
            key={`${variable.name} ${index}`}
            variable={variable}
            isPinned={isPinned(variable)}
            onPin={(on) => onPin(variable.name, on)}
          />
        ))}
      </dl>
      {shown.length < items.length && (
        <Button size="small" appearance="subtle" onClick={() => setAll(true)}>
          {detailsWords.showAll({ count: items.length })}
        </Button>
      )}
    </>
  );
}

interface OneProps {
  variable: Variable;
  isPinned: boolean;
  onPin: (on: boolean) => void;
}

function One({ variable, isPinned, onPin }: OneProps) {
  const styles = useDetailsStyles();
  const [open, setOpen] = useState(false);
  const [copied, setCopied] = useState(false);
  const { name, value } = variable;
  const captured = capturedOf(variable);
  const text = asText(value);
  const isLong = captured.kind === 'text' && (text.length > LONG || text.split('\n').length > 4);
  const handleCopy = () => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setOpen(true), // Teams may forbid the clipboard: then show it all, to be marked by hand.
    );
  };
  const pinWords = (isPinned ? detailsWords.unpin : detailsWords.pin)({ name });
  const copyWords = copied ? detailsWords.copied : detailsWords.copy({ name });
  return (
    <div className={styles.variable} data-testid="variable">
      <dt className={styles.name}>{breakable(name)}</dt>
      <dd className={styles.value} dir="auto">
        <div className={mergeClasses(isLong && !open && styles.clamp)}>
          <Value value={captured} />
        </div>
        {isLong && (
          <Button
            size="small"
            appearance="transparent"
            className={styles.more}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {open ? detailsWords.less : detailsWords.more}
          </Button>
        )}
      </dd>
      <dd className={styles.tools}>
        <Button
          size="small"
          appearance="subtle"
          icon={isPinned ? <PinFilled /> : <PinRegular />}
          aria-label={pinWords}
          aria-pressed={isPinned}
          title={pinWords}
          onClick={() => onPin(!isPinned)}
          data-testid="pin"
        />
        {text && (
          <Button
            size="small"
            appearance="subtle"
            icon={copied ? <CheckmarkRegular /> : <CopyRegular />}
            aria-label={copyWords}
            title={copyWords}
            onClick={handleCopy}
            onBlur={() => setCopied(false)}
            data-testid="copy"
          />
        )}
      </dd>
    </div>
  );
}
