import { useState } from 'react';
import { Button, mergeClasses, Tooltip } from '@fluentui/react-components';
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons';
import type { Variable } from '../../../src/contract/api';
import { useDetailsStyles } from './Details.styles';
import { breakable, variableWords } from './variableWords';
import { detailsWords } from '../../words/details';

const LONG = 120;
const SHOWN = 30;

/** The captured values: long ones fold, each can be copied. */
export function Variables({ items }: { items: Variable[] }) {
  const styles = useDetailsStyles();
  const [all, setAll] = useState(false);
  if (items.length === 0) return <span className={styles.when}>{detailsWords.nothingCaptured}</span>;
  const shown = all ? items : items.slice(0, SHOWN);
  return (
    <>
      <table className={styles.table} data-testid="variables">
        <tbody>
          {shown.map((variable, index) => (
            <Row key={index} variable={variable} />
          ))}
        </tbody>
      </table>
      {shown.length < items.length && (
        <Button size="small" appearance="subtle" onClick={() => setAll(true)}>
          {detailsWords.showAll({ count: items.length })}
        </Button>
      )}
    </>
  );
}

function Row({ variable: { name, value } }: { variable: Variable }) {
  const styles = useDetailsStyles();
  const [open, setOpen] = useState(false);
  const [copied, setCopied] = useState(false);
  const text = variableWords(value);
  const isLong = text.length > LONG || text.split('\n').length > 3;
  const handleCopy = () => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setOpen(true), // Teams may forbid the clipboard: then show it all, to be marked by hand.
    );
  };
  return (
    <tr>
      <th scope="row" className={mergeClasses(styles.cell, styles.variable)}>
        {breakable(name)}
      </th>
      <td className={styles.cell}>
        <div className={isLong && !open ? styles.clamp : styles.open} dir="auto">
          {text || '–'}
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
      </td>
      <td className={mergeClasses(styles.cell, styles.copyCell)}>
        {text && (
          <Tooltip content={copied ? detailsWords.copied : detailsWords.copy({ name })} relationship="label">
            <Button
              size="small"
              appearance="subtle"
              icon={copied ? <CheckmarkRegular /> : <CopyRegular />}
              onClick={handleCopy}
              onBlur={() => setCopied(false)}
            />
          </Tooltip>
        )}
      </td>
    </tr>
  );
}
