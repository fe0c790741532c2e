import type { ReactElement } from 'react';
import { Toolbar, ToolbarButton, Tooltip } from '@fluentui/react-components';
import {
  LinkRegular,
  TextBoldRegular,
  TextBulletListRegular,
  TextItalicRegular,
  TextNumberListLtrRegular,
} from '@fluentui/react-icons';
import { composerWords } from '../../words/composer';
import type { Format } from './formatting';
import { useComposerStyles } from './Composer.styles';

const TOOLS: { format: Format; icon: ReactElement; keys: string | undefined }[] = [
  { format: 'bold', icon: <TextBoldRegular />, keys: 'Control+B' },
  { format: 'italic', icon: <TextItalicRegular />, keys: 'Control+I' },
  { format: 'link', icon: <LinkRegular />, keys: 'Control+K' },
  { format: 'bullets', icon: <TextBulletListRegular />, keys: undefined },
  { format: 'numbers', icon: <TextNumberListLtrRegular />, keys: undefined },
];

/** How the words look; one stop for the Tab key, arrows within. */
export function Tools({ onFormat }: { onFormat: (format: Format) => void }) {
  const styles = useComposerStyles();
  return (
    <Toolbar size="small" className={styles.tools} aria-label={composerWords.formatting}>
      {TOOLS.map(({ format, icon, keys }) => (
        <Tooltip key={format} content={composerWords.formats[format]} relationship="label">
          <ToolbarButton
            icon={icon}
            aria-keyshortcuts={keys}
            onClick={() => onFormat(format)}
            data-testid={`format-${format}`}
          />
        </Tooltip>
      ))}
    </Toolbar>
  );
}
